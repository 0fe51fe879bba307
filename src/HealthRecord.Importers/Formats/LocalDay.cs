using System.Globalization;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Formats;

/// <summary>A day that a file names without a time: from midnight to midnight where the person lived.</summary>
internal readonly record struct LocalDay(long StartMs, long EndMs)
{
    /// <param name="day">Within the years that <see cref="IsoTime"/> takes.</param>
    public static LocalDay Of(DateOnly day, ZoneTimeline zones) =>
        new(MidnightMs(day, zones), MidnightMs(day.AddDays(1), zones));

    /// <param name="zone">As in <c>+02:00</c> or <c>Europe/Paris</c>; null where the file says none.</param>
    public static LocalDay Of(DateOnly day, string? zone, ZoneTimeline zones) =>
        Of(day, zone is not null && ZoneRules.TryFind(zone, out _) ? ZoneTimeline.Of(zone) : zones);

    /// <summary>The day in front of whatever follows it, as in <c>2025-03-01T00:00:00.0</c>.</summary>
    public static bool TryDay(string? text, out DateOnly day)
    {
        day = default;
        return text is { Length: >= 10 }
            && DateOnly.TryParseExact(
                text.AsSpan(0, 10),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out day
            )
            && day.Year is >= IsoTime.FirstYear and <= IsoTime.LastYear;
    }

    private static long MidnightMs(DateOnly day, ZoneTimeline zones) =>
        new IsoTime(zones.UtcOf(day.ToDateTime(TimeOnly.MinValue)), null).Ms;
}
