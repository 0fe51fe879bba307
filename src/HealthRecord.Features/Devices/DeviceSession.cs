using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Importers.Gatt;

namespace HealthRecord.Features.Devices;

/// <summary>One notification as the script of the page hands it over.</summary>
/// <param name="Bytes">Base64.</param>
/// <param name="Age">Milliseconds since it came: the browser's clock may be wrong, the length of a wait is not.</param>
public sealed record ArrivedPacket(int Characteristic, string Bytes, double Age);

/// <summary>What the script of the page does after it handed over what came.</summary>
/// <param name="Done">The device has told everything and may go.</param>
/// <param name="Write">To the device's control point, in base64; null for nothing.</param>
public sealed record Arrival(bool Done, string? Write);

/// <summary>How a connection ended. The page has a sentence for each.</summary>
internal enum DeviceEnd
{
    /// <summary>It said that it has sent everything.</summary>
    Complete,

    /// <summary>It has been silent for a while.</summary>
    Quiet,

    /// <summary>It hung up, as most do when they are done.</summary>
    Disconnected,

    /// <summary>It hung up in the middle of what it had to tell.</summary>
    Cut,

    /// <summary>The reader said that it is enough.</summary>
    Stopped,

    /// <summary>The reader chose no device.</summary>
    Cancelled,

    /// <summary>It does not hand out what it has stored, however it is asked.</summary>
    Refused,

    /// <summary>It has none of what this sort of device has.</summary>
    Missing,
    Failed,
}

/// <summary>One connection to one device: collects bytes and says what they are.</summary>
/// <remarks>Everything that the browser hands over is text from outside and is bounded here.</remarks>
internal sealed class DeviceSession(DeviceSort sort, TimeProvider clock)
{
    private const int MostPackets = 10_000;

    /// <summary>No attribute of the protocol is longer.</summary>
    private const int LongestPacket = 512;
    private const double OldestMs = 600_000;

    private readonly List<GattPacket> packets = [];
    private bool isAskedFrom;
    private bool isRefused;
    private byte[]? next;

    public DeviceSort Sort => sort;

    /// <summary>As the device calls itself; null until it is chosen.</summary>
    public string? Name { get; private set; }

    public bool IsAsked { get; private set; }

    /// <summary>It cannot tell only what is new: everything it has is read instead.</summary>
    public bool IsAskedForAll { get; private set; }

    public DeviceEnd? End { get; private set; }

    /// <summary>The last of what came, newest last.</summary>
    public GattMeasurement? Newest { get; private set; }

    public int Count { get; private set; }

    /// <summary>Everything, joined; while the device is still sending, all so far.</summary>
    public GattBacklog Backlog { get; private set; } = new([], null);

    /// <param name="fallback">What to call a device that says no name.</param>
    public void Chosen(string? name, string fallback, bool asked)
    {
        var shown = string.IsNullOrWhiteSpace(name) ? fallback : FileNames.Shown(name.Trim());
        (Name, IsAsked) = (shown, asked);
    }

    /// <param name="last">Number of the last record that is known; null for everything.</param>
    /// <returns>What to write to the device's control point.</returns>
    public byte[] Ask(int? last)
    {
        // The number after the last one: it comes back to 0 behind the greatest.
        isAskedFrom = sort.HasRecords && last is < ushort.MaxValue;
        return isAskedFrom ? RecordAccess.From(last!.Value + 1) : RecordAccess.All;
    }

    /// <summary>What the answer of the device makes us write now; null for nothing.</summary>
    public byte[]? NextRequest()
    {
        var request = next;
        next = null;
        return request;
    }

    /// <returns>True when nothing more is to come.</returns>
    public bool Arrived(IReadOnlyList<ArrivedPacket> arrived)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var batch = new List<GattPacket>(arrived.Count);
        foreach (var packet in arrived.Take(MostPackets - packets.Count))
        {
            var bytes = new byte[LongestPacket];
            if (
                packet.Bytes is { Length: <= LongestPacket * 4 / 3 } text
                && Convert.TryFromBase64String(text, bytes, out var length)
            )
                batch.Add(
                    new(
                        (GattCharacteristic)packet.Characteristic,
                        bytes.AsMemory(0, length),
                        now - (long)Math.Clamp(packet.Age, 0, OldestMs)
                    )
                );
        }
        packets.AddRange(batch);
        var news = GattBacklog.Of(batch);
        Count += news.Measurements.Count;
        Newest = news.Measurements.LastOrDefault() ?? Newest;
        Backlog = Backlog with { Access = news.Access ?? Backlog.Access };
        if (sort.HasRecords && news.Access is { IsRefusal: true })
            Refused();
        return packets.Count >= MostPackets
            || isRefused
            || (sort.HasRecords && news.Access is { IsEnd: true });
    }

    /// <summary>Not every meter can count from a number on: everything is asked for once before it is given up.</summary>
    private void Refused()
    {
        if (isAskedFrom && !IsAskedForAll)
            (IsAskedForAll, next) = (true, RecordAccess.All);
        else
            isRefused = true;
    }

    public void Ended(string? reason)
    {
        Backlog = GattBacklog.Of(packets);
        Count = Backlog.Measurements.Count;
        End = reason switch
        {
            _ when IsAsked && sort.HasRecords && Backlog.Access is { IsEnd: true } =>
                DeviceEnd.Complete,
            _ when isRefused => DeviceEnd.Refused,
            "cancelled" => DeviceEnd.Cancelled,
            "missing" => DeviceEnd.Missing,
            "stopped" => DeviceEnd.Stopped,
            "quiet" => IsMidway ? DeviceEnd.Cut : DeviceEnd.Quiet,
            "disconnected" => IsMidway ? DeviceEnd.Cut : DeviceEnd.Disconnected,
            _ => DeviceEnd.Failed,
        };
    }

    /// <summary>It promised more: the end of its records, or the second packet of two.</summary>
    private bool IsMidway =>
        (IsAsked && sort.HasRecords && Backlog.Access is not { IsEnd: true })
        || Backlog.Measurements.Any(m => m.Remarks.Contains(GattRemark.Cut));
}
