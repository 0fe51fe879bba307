using System.Buffers.Text;
using System.Text;

namespace HealthRecord.TestKit;

/// <summary>Puts the text of an export together byte by byte: a benchmark's file must not take longer to make than to read.</summary>
internal sealed class AppleExportText(Stream to)
{
    private const long OffsetSeconds = 2 * 3600;
    private readonly byte[] buffer = new byte[1 << 16];
    private readonly Dictionary<string, byte[]> known = new(StringComparer.Ordinal);
    private int used;
    private long day = long.MinValue;
    private readonly byte[] dayText = new byte[10];

    public void Open(string type, string source, string? device, string? unit, long start, long end)
    {
        Put(" <Record type=\""u8);
        Put(type);
        Put("\" sourceName=\""u8);
        Put(source);
        Put("\" sourceVersion=\"11.1"u8);
        if (device is not null)
        {
            Put("\" device=\""u8);
            Put(device);
        }
        if (unit is not null)
        {
            Put("\" unit=\""u8);
            Put(unit);
        }
        Put("\" creationDate=\""u8);
        PutTime(end + 4);
        PutDates(start, end);
        Put("\" value=\""u8);
    }

    public void Close() => Put("\"/>\n"u8);

    public void PutDates(long start, long end)
    {
        Put("\" startDate=\""u8);
        PutTime(start);
        Put("\" endDate=\""u8);
        PutTime(end);
    }

    /// <summary>With the offset that the phone had when it wrote the export, whatever the season.</summary>
    public void PutTime(long seconds)
    {
        var local = seconds + OffsetSeconds;
        PutDay(seconds);
        var inDay = (int)(local % 86_400);
        Span<byte> time = stackalloc byte[15];
        " 00:00:00 +0200"u8.CopyTo(time);
        Two(inDay / 3600, time[1..]);
        Two(inDay / 60 % 60, time[4..]);
        Two(inDay % 60, time[7..]);
        Put(time);
    }

    public void PutDay(long seconds)
    {
        var now = (seconds + OffsetSeconds) / 86_400;
        if (now != day)
        {
            day = now;
            var date = DateTime.UnixEpoch.AddDays(now);
            Two(date.Year / 100, dayText);
            Two(date.Year % 100, dayText.AsSpan(2));
            dayText[4] = dayText[7] = (byte)'-';
            Two(date.Month, dayText.AsSpan(5));
            Two(date.Day, dayText.AsSpan(8));
        }
        Put(dayText);
    }

    public void PutNumber(long digits, int decimals)
    {
        Span<byte> whole = stackalloc byte[24];
        var scale = 1L;
        for (var i = 0; i < decimals; i++)
            scale *= 10;
        Utf8Formatter.TryFormat(digits / scale, whole, out var written);
        Put(whole[..written]);
        if (decimals == 0)
            return;
        Span<byte> part = stackalloc byte[decimals + 1];
        part[0] = (byte)'.';
        var rest = digits % scale;
        for (var i = decimals; i > 0; i--, rest /= 10)
            part[i] = (byte)('0' + (rest % 10));
        Put(part);
    }

    public void Put(string text)
    {
        if (!known.TryGetValue(text, out var bytes))
            known[text] = bytes = Encoding.UTF8.GetBytes(text);
        Put(bytes);
    }

    public void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - used)
            Flush();
        bytes.CopyTo(buffer.AsSpan(used));
        used += bytes.Length;
    }

    public void Flush()
    {
        to.Write(buffer, 0, used);
        used = 0;
    }

    private static void Two(int number, Span<byte> at)
    {
        at[0] = (byte)('0' + (number / 10));
        at[1] = (byte)('0' + (number % 10));
    }
}
