using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;

namespace HealthRecord.Domain.Tests.Days;

/// <summary>Readings and day tables in the words of the story.</summary>
internal static class Make
{
    public static readonly SourceKey Watch = new("apple", "Apple Watch d’Ana");
    public static readonly SourceKey Phone = new("apple", "iPhone d’Ana");
    public static readonly SourceKey Copy = new("apple", "Santé+");
    public static readonly Kind Steps = KindCatalogue.Get("steps");
    public static readonly Kind Sleep = KindCatalogue.Get("sleep-stage");
    public static readonly Kind Weight = KindCatalogue.Get("body-weight");

    public static long Ms(string utc) =>
        DateTimeOffset
            .Parse(
                utc + "Z",
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal
            )
            .ToUnixTimeMilliseconds();

    public static ShownReading Reading(
        string startUtc,
        double minutes,
        double value,
        string? zone = null
    ) => Reading(Ms(startUtc), (long)(minutes * 60_000), value, zone);

    public static ShownReading Reading(
        long startMs,
        long durationMs,
        double value,
        string? zone = null
    ) => new(startMs, durationMs, value, double.NaN, double.NaN, double.NaN, zone, SetAside: false);

    public static SourceReadings From(
        SourceKey source,
        params IEnumerable<ShownReading> readings
    ) => new(source, [.. readings.OrderBy(r => r.StartMs)]);

    public static DayContext In(string zone) =>
        new(ZoneTimeline.Of(zone), [], new Dictionary<DateOnly, SourceKey>());

    public static DayTable Table(
        Kind kind,
        int year,
        DayContext context,
        params IReadOnlyList<SourceReadings> readings
    ) => DayTableBuilder.Build(kind, year, context, readings, []);

    public static DaySummary On(this DayTable table, string day) =>
        table.Days.Single(d =>
            d.Day == DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)
        );

    public static double Sum(this DayTable table) =>
        table.Days.Where(d => !double.IsNaN(d.Total)).Sum(d => d.Total);
}
