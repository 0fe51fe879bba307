using System.Collections.Concurrent;
using System.Globalization;
using HealthRecord.Domain.Time;

namespace HealthRecord.Features.Readings;

/// <summary>Local days of a person: the reading's own zone where it has one, else where the person lived then.</summary>
internal static class LocalDays
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo?> Known = new(
        StringComparer.Ordinal
    );

    public static DateOnly Today(ZoneTimeline zones, TimeProvider clock) =>
        Of(clock.GetUtcNow().UtcDateTime, null, zones);

    /// <summary>The local date and time at which an instant lies.</summary>
    public static DateTime At(DateTime utc, string? zone, ZoneTimeline zones)
    {
        if (zone is not null && OffsetOf(utc, zone) is { } own)
            return utc + own;
        var iana = zones.Lines[0].Iana;
        foreach (var line in zones.Lines)
            if (line.From <= DateOnly.FromDateTime(utc))
                iana = line.Iana;
        return utc + (OffsetOf(utc, iana) ?? TimeSpan.Zero);
    }

    public static DateOnly Of(DateTime utc, string? zone, ZoneTimeline zones) =>
        DateOnly.FromDateTime(At(utc, zone, zones));

    private static TimeSpan? OffsetOf(DateTime utc, string zone)
    {
        if (zone is ['+' or '-', ..])
            return TimeSpan.TryParseExact(
                zone[1..],
                @"hh\:mm",
                CultureInfo.InvariantCulture,
                out var offset
            )
                ? (zone[0] == '-' ? -offset : offset)
                : null;
        return Known
            .GetOrAdd(
                zone,
                z => TimeZoneInfo.TryFindSystemTimeZoneById(z, out var found) ? found : null
            )
            ?.GetUtcOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
    }
}
