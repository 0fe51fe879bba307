using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace HealthRecord.Importers.Apple;

/// <summary>Reads instants as <c>2025-03-01 08:14:20 +0100</c>. Neighbours share their day and their offset, so both are remembered.</summary>
/// <remarks>The offset is that of the phone when it wrote the export: good for the instant, never for the local day.</remarks>
internal sealed class AppleTime
{
    private const int Length = 25;
    private const int EarliestYear = 1900;
    private const int LatestYear = 2200;

    /// <summary>Exports of 2014 and 2015, and what other programs make of them.</summary>
    private static readonly string[] OtherForms =
    [
        "yyyyMMddHHmmsszzz",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF zzz",
    ];

    private ulong dayStart;
    private ushort dayEnd;
    private long dayMs;
    private uint offsetStart;
    private ushort offsetEnd;
    private long offsetMs;

    /// <param name="ms">Milliseconds since 1970-01-01T00:00:00Z.</param>
    public bool TryParse(ReadOnlySpan<byte> text, out long ms)
    {
        if (text.Length != Length)
            return TryParseOther(text, out ms);
        ms = 0;
        var day = MemoryMarshal.Read<ulong>(text);
        var dayTail = MemoryMarshal.Read<ushort>(text[8..]);
        if ((day != dayStart || dayTail != dayEnd) && !TryDay(text[..10], day, dayTail))
            return false;
        var offset = MemoryMarshal.Read<uint>(text[19..]);
        var offsetTail = MemoryMarshal.Read<ushort>(text[23..]);
        if (
            (offset != offsetStart || offsetTail != offsetEnd)
            && !TryOffset(text[19..], offset, offsetTail)
        )
            return false;
        if (text[10] != ' ' || text[13] != ':' || text[16] != ':')
            return false;
        var (hour, minute, second) = (Two(text, 11), Two(text, 14), Two(text, 17));
        if ((uint)hour > 23 || (uint)minute > 59 || (uint)second > 59)
            return false;
        ms = dayMs + (((((hour * 60) + minute) * 60) + second) * 1000L) - offsetMs;
        return true;
    }

    /// <summary>A calendar day as <c>1985-06-15</c>.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out DateOnly day)
    {
        day = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            return false;
        var century = Two(text, 0);
        var (year, month, date) = ((century * 100) + Two(text, 2), Two(text, 5), Two(text, 8));
        if (century < 0 || year is < EarliestYear or > LatestYear || month is < 1 or > 12)
            return false;
        if (date < 1 || date > DateTime.DaysInMonth(year, month))
            return false;
        day = new(year, month, date);
        return true;
    }

    private bool TryDay(ReadOnlySpan<byte> text, ulong start, ushort end)
    {
        if (!TryDate(text, out var date))
            return false;
        dayMs = (date.DayNumber - 719_162) * 86_400_000L;
        (dayStart, dayEnd) = (start, end);
        return true;
    }

    private bool TryOffset(ReadOnlySpan<byte> text, uint start, ushort end)
    {
        const int furthest = 18;
        var (hours, minutes) = (Two(text, 2), Two(text, 4));
        if (text[0] != ' ' || text[1] is not ((byte)'+' or (byte)'-'))
            return false;
        if ((uint)hours > furthest || (uint)minutes > 59)
            return false;
        offsetMs = ((hours * 60) + minutes) * 60_000L * (text[1] == '-' ? -1 : 1);
        (offsetStart, offsetEnd) = (start, end);
        return true;
    }

    /// <summary>Negative when one of the two is no digit.</summary>
    private static int Two(ReadOnlySpan<byte> text, int at)
    {
        var (tens, ones) = ((uint)(text[at] - '0'), (uint)(text[at + 1] - '0'));
        return tens > 9 || ones > 9 ? -10_000 : (int)((tens * 10) + ones);
    }

    private static bool TryParseOther(ReadOnlySpan<byte> text, out long ms)
    {
        const int longest = 40;
        ms = 0;
        if (text.Length is 0 or > longest)
            return false;
        if (
            !DateTimeOffset.TryParseExact(
                Encoding.UTF8.GetString(text),
                OtherForms,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var time
            )
        )
            return false;
        if (time.Year is < EarliestYear or > LatestYear)
            return false;
        ms = time.ToUnixTimeMilliseconds();
        return true;
    }
}
