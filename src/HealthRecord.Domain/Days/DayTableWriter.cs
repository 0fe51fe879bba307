using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Days;

/// <summary>Turns what was collected into a table: only sources that had something in the year, figures rounded to six decimals.</summary>
internal static class DayTableWriter
{
    public static DayTable TableOf(
        DayBook book,
        int year,
        IReadOnlyList<Night> nights,
        DayTableBasis basis
    )
    {
        var noted = book.Noted().ToList();
        var place = new int[book.Sources.Count];
        Array.Fill(place, -1);
        var used = book.Sources.Where(s => HadSomething(book, noted, s)).ToList();
        for (var i = 0; i < used.Count; i++)
            place[used[i].Rank] = i;
        return new(
            book.Kind.Code,
            year,
            basis,
            [.. used.Select(s => s.Source)],
            [.. noted.Select(n => SummaryOf(book.Kind, n.Day, n.Notes, place))],
            book.Latest is { } latest ? latest with { Source = place[latest.Source] } : null,
            [.. nights.Select(n => n with { Source = place[n.Source] })]
        );
    }

    /// <summary>Sources whose readings were all implausible, or zero, are named too.</summary>
    private static bool HadSomething(
        DayBook book,
        List<(DateOnly Day, DayNotes Notes)> noted,
        RankedSource source
    ) =>
        noted.Exists(n =>
            n.Notes.Shares[source.Rank].Gave || n.Notes.Shares[source.Rank].Ignored != 0
        ) || book.HasSeen(source.Rank);

    private static DaySummary SummaryOf(Kind kind, DateOnly day, DayNotes notes, int[] place)
    {
        var adds =
            (
                kind.Aggregation
                & (
                    Aggregation.Sum
                    | Aggregation.SumAfterMerge
                    | Aggregation.Duration
                    | Aggregation.DurationByCode
                )
            ) != Aggregation.None;
        var isCoded = kind.Codes.Count > 0;
        var numbers = notes.Numbers;
        return new(
            day,
            notes.Count,
            adds || isCoded ? double.NaN : Tidy(numbers.Mean(kind)),
            adds || isCoded ? double.NaN : Tidy(numbers.Min),
            adds || isCoded ? double.NaN : Tidy(numbers.Max),
            adds ? double.NaN : Tidy(numbers.Last),
            Tidy(notes.Total),
            Tidy(numbers.Second),
            Tidy(numbers.Third),
            (kind.Aggregation & Aggregation.DurationByCode) != Aggregation.None
                ? [.. notes.HoursByCode.Select(Tidy)]
                : [],
            notes.SetAside,
            [
                .. notes
                    .Shares.Select((s, rank) => (Share: s, Rank: rank))
                    .Where(s => s.Share.Gave || s.Share.Ignored != 0)
                    .Select(s => s.Share.ToShare(place[s.Rank])),
            ],
            notes.Echoes,
            notes.Overruled
        );
    }

    private static double Tidy(double value) => Math.Round(value, 6);
}
