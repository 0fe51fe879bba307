using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>Days of readings that each stand for themselves: pulse, weight, blood pressure, glasses of water.</summary>
internal static class NumberDays
{
    private const Aggregation Adding = Aggregation.Sum;

    public static void Fill(DayBook book)
    {
        // Scores are each vendor's own scale: a mean of two would mean nothing.
        var isScore = book.Kind.Code is "sleep-score" or "stress-score";
        var best = isScore ? BestByDay(book) : null;
        var echoes =
            book.Sources.Count > 1 && book.Kind.Codes.Count == 0 ? new Echoes(book.Kind) : null;
        var span = default(DaySpan);
        foreach (var source in book.Sources)
        {
            var kept = echoes?.Begin();
            for (var i = 0; i < source.Readings.Count; i++)
            {
                var reading = source.Readings[i];
                if (!span.Has(reading.StartMs, reading.Zone))
                    span = book.SpanAt(reading.StartMs, reading.Zone);
                if (span.Notes is not { } notes)
                    continue;
                var day = span.Day;
                if (reading.SetAside)
                    book.SetAside(reading, source.Rank);
                else if (IsPassedOver(book, best, day, source.Rank))
                    notes.Shares[source.Rank].Ignored++;
                else if (echoes?.IsEcho(reading) == true)
                {
                    notes.Echoes++;
                    notes.Shares[source.Rank].Ignored++;
                }
                else
                {
                    kept?.Add(new(reading));
                    Count(book, notes, source.Rank, reading, span.MinuteOf(reading.StartMs));
                }
            }
        }
    }

    private static void Count(
        DayBook book,
        DayNotes notes,
        int rank,
        in ShownReading reading,
        int minute
    )
    {
        notes.Count++;
        notes.Shares[rank].Give(1, minute, minute + 1);
        notes.Numbers.Add(book.Kind, reading);
        if ((book.Kind.Aggregation & Adding) != Aggregation.None)
            notes.AddTotal(reading.First);
        book.Saw(reading, rank);
    }

    private static bool IsPassedOver(DayBook book, Dictionary<int, int>? best, int day, int rank)
    {
        var chosen = book.ChosenOn(day);
        if (chosen >= 0)
            return chosen != rank;
        return best is not null && best[day] != rank;
    }

    private static Dictionary<int, int> BestByDay(DayBook book)
    {
        var best = new Dictionary<int, int>();
        foreach (var source in book.Sources)
        foreach (var reading in source.Readings)
            if (!reading.SetAside)
                best.TryAdd(
                    DayBook.DayOf(book.LocalAt(reading.StartMs, reading.Zone)),
                    source.Rank
                );
        return best;
    }
}
