using System.Globalization;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Samsung;

/// <summary>Times of the tables: UTC as text or as milliseconds, with the offset in a column of its own.</summary>
internal static class SamsungTimes
{
    private const int FewestDigits = 11;
    private const long DayMs = 86_400_000;

    /// <param name="ms">Since 1970-01-01T00:00:00Z.</param>
    public static bool TryParse(string text, out long ms)
    {
        if (
            text.Length >= FewestDigits
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ms)
        )
            return true;
        ms = 0;
        if (!TimeText.TryParse(text, DateOrder.DayFirst, out var time) || time.NeedsOrder)
            return false;
        ms = time.Ms;
        return true;
    }

    /// <summary>The day whose midnight is written as if it were UTC.</summary>
    public static bool TryDay(string text, out DateOnly day)
    {
        day = default;
        const long earliest = -DayMs * 365 * 100;
        const long latest = DayMs * 365 * 200;
        if (!TryParse(text, out var ms) || ms is < earliest or > latest)
            return false;
        day = DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(ms));
        return true;
    }

    /// <summary><c>UTC+0200</c> or milliseconds; null for what is no offset.</summary>
    public static string? ZoneOf(string offset)
    {
        if (
            long.TryParse(
                offset,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var ms
            )
        )
            return ms % 60_000 == 0 && Math.Abs(ms) <= 14 * 3_600_000
                ? new WrittenTime(default, TimeSpan.FromMilliseconds(ms)).Zone
                : null;
        return TimeText.TryOffset(offset, out var span)
            ? new WrittenTime(default, span).Zone
            : null;
    }
}
