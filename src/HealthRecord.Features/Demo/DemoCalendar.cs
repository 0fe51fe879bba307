using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Features.Demo;

/// <summary>Builds readings on days of the invented family's zone.</summary>
internal sealed class DemoCalendar(DateOnly today, int years)
{
    public const string Zone = "Europe/Paris";
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById(Zone);

    public DateOnly Today => today;

    /// <summary>Every day of those years, or of a life that is shorter, up to yesterday.</summary>
    public IEnumerable<DateOnly> Days(DateOnly bornOn)
    {
        var first = today.AddYears(-years);
        for (var day = first < bornOn ? bornOn : first; day < today; day = day.AddDays(1))
            yield return day;
    }

    /// <param name="minute">Local minute of the day; may lie beyond midnight.</param>
    public static long At(DateOnly day, double minute)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        var utc = local - Paris.GetUtcOffset(local);
        return (long)(utc - DateTime.UnixEpoch).TotalSeconds * 1000;
    }

    public static IncomingReading Reading(
        string kindCode,
        SourceKey source,
        long startMs,
        double minutes,
        double value,
        string? unit = null,
        ReadingParts? parts = null
    )
    {
        var kind = KindCatalogue.Get(kindCode);
        var written = unit is null
            ? kind.Units.Count > 0
                ? kind.Canonical
                : null
            : kind.Units.First(u => u.Ucum == unit);
        return new(
            kind,
            source,
            written,
            startMs,
            (long)(minutes * 60_000),
            Written(value, written is null || unit is null ? kind.Decimals : 2),
            parts,
            null,
            ZoneOrigin.Unknown,
            null,
            kindCode,
            0
        );
    }

    public static WrittenNumber Written(double value, int decimals) =>
        new((long)Math.Round(value * Math.Pow(10, decimals)), (sbyte)-decimals);
}
