using System.Text;
using CsCheck;
using HealthRecord.Importers.Tests.Gpx;
using Xunit;

namespace HealthRecord.Importers.Tests.Tcx;

/// <summary>Both kinds of tracks: they share their reader.</summary>
public sealed class FuzzTests
{
    private const long MostAllocated = 8 << 20;
    private static readonly byte[] Tcx = Encoding.UTF8.GetBytes(TcxTests.Run);
    private static readonly byte[] Gpx = Encoding.UTF8.GetBytes(
        GpxTests.Track(
            GpxTests.Point("48.1", "2.2", "2026-03-01T08:00:00Z", "92"),
            GpxTests.Point("48.2", "2.3", "2026-03-01T08:00:10", "93"),
            GpxTests.Point("48.2", "2.3", null)
        )
    );

    private static readonly byte[][] Pieces =
    [
        "<"u8.ToArray(),
        "</Activity>"u8.ToArray(),
        "<Lap>"u8.ToArray(),
        "</trk>"u8.ToArray(),
        "<trkpt"u8.ToArray(),
        "&a;"u8.ToArray(),
        "<![CDATA["u8.ToArray(),
        "1e308"u8.ToArray(),
        "9999-12-31T23:59:59"u8.ToArray(),
        [0],
        [0xFF, 0xFE],
    ];

    [Fact]
    public void Whatever_happened_to_a_track_only_a_refusal_comes_out() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, int.MaxValue], Gen.Int[0, 200], Gen.Byte)
            .Array[1, 5]
            .Sample(
                m =>
                {
                    Survives(Mutated(Tcx, m));
                    Survives(Mutated(Gpx, m));
                },
                iter: 1_000,
                threads: 1
            );

    private static void Survives(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ImportedFile.Of(file, new DateOnly(1985, 6, 15), new ImportLimits(50_000_000));
        }
        catch (ImportRefusedException refused)
        {
            Assert.StartsWith("import.", refused.Key, StringComparison.Ordinal);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
    }

    private static byte[] Mutated(
        byte[] file,
        (int How, int Where, int Length, byte Value)[] mutations
    )
    {
        var bytes = new List<byte>(file);
        foreach (var (how, where, length, value) in mutations)
        {
            var at = where % (bytes.Count + 1);
            var some = Math.Min(length, bytes.Count - at);
            switch (how)
            {
                case 0 when at < bytes.Count:
                    bytes[at] = value;
                    break;
                case 1:
                    bytes.RemoveRange(at, some);
                    break;
                case 2:
                    bytes.InsertRange(at, Pieces[value % Pieces.Length]);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, some));
                    break;
            }
        }
        return [.. bytes];
    }
}
