using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Readings.Columns;
using HealthRecord.Domain.Time;

namespace HealthRecord.Domain.Days;

/// <summary>Where the person stood and whom they believe: what a day table depends on beside the readings.</summary>
/// <param name="Priority">The person's own order of sources for the kind, best first; sources that are not named follow by <see cref="SourceClasses"/>.</param>
/// <param name="Overrules">Local days on which the person chose one source alone. A source that has nothing at all is no choice.</param>
public sealed record DayContext(
    ZoneTimeline Zones,
    IReadOnlyList<SourceKey> Priority,
    IReadOnlyDictionary<DateOnly, SourceKey> Overrules
);

/// <summary>Computes a year of days from all readings of a kind. Pure.</summary>
/// <remarks>
/// Works on the UTC minute axis; each minute belongs to the local day of the winning reading's zone (its own, else the
/// person's at that date), so that sums over days are conserved.
/// </remarks>
public static class DayTableBuilder
{
    /// <summary>Raised whenever the same readings would give another table: stored ones are then computed anew.</summary>
    public const int Algorithm = 3;

    /// <param name="readings">Everything from the last day of the year before to the first of the year after.</param>
    public static DayTable Build(
        Kind kind,
        int year,
        DayContext context,
        IReadOnlyList<SourceReadings> readings,
        IReadOnlyList<RowVersion> rows
    )
    {
        var order = SourceClasses.Order(
            readings.Where(r => r.Readings.Count > 0).Select(r => r.Source),
            context.Priority
        );
        var sources = order
            .Select((s, rank) => new RankedSource(rank, s, ReadingsOf(readings, s)))
            .ToList();
        var book = new DayBook(kind, year, context, sources);
        var nights = sources.Count == 0 ? [] : Fill(book);
        return DayTableWriter.TableOf(book, year, nights, BasisOf(context, rows));
    }

    /// <summary>What <see cref="Build"/> would write into the table now, to compare with what stands in it.</summary>
    public static DayTableBasis BasisOf(DayContext context, IReadOnlyList<RowVersion> rows)
    {
        var zones = new Digest();
        foreach (var line in context.Zones.Lines)
            zones.Add(line.From.DayNumber).Add(line.Iana);
        var priorities = new Digest();
        foreach (var source in context.Priority)
            priorities.Add(source.Canonical);
        priorities.Add(context.Priority.Count);
        foreach (var (day, source) in context.Overrules.OrderBy(o => o.Key))
            priorities.Add(day.DayNumber).Add(source.Canonical);
        return new(
            Algorithm,
            zones.Value,
            priorities.Value,
            [.. rows.OrderBy(r => r.Row).ThenBy(r => r.Version)]
        );
    }

    private static IReadOnlyList<Night> Fill(DayBook book)
    {
        var aggregation = book.Kind.Aggregation;
        if ((aggregation & Aggregation.DurationByCode) != Aggregation.None)
            return NightDays.Fill(book);
        if ((aggregation & Aggregation.SumAfterMerge) != Aggregation.None)
            CumulativeDays.Fill(book);
        else if ((aggregation & Aggregation.Duration) == Aggregation.None)
            NumberDays.Fill(book);
        else if (book.Kind.Sampling == Sampling.Session)
            SessionDays.Fill(book);
        else
            CumulativeDays.Fill(book);
        return [];
    }

    private static IReadOnlyList<ShownReading> ReadingsOf(
        IReadOnlyList<SourceReadings> readings,
        SourceKey source
    ) => JoinedReadings.Of([.. readings.Where(r => r.Source == source).Select(r => r.Readings)]);
}
