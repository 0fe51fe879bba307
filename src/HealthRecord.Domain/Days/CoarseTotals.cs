using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>
/// Readings of 20 hours and more, and totals typed without a length: they say nothing about minutes. A source that has only
/// those for a day is used when no source has finer ones, and then the first in the order alone.
/// </summary>
internal sealed class CoarseTotals(DayBook book)
{
    private const long LongMs = 20 * 3_600_000L;

    // Offsets of zones are multiples of it, so a quarter never lies in two local days.
    private const long QuarterMs = 15 * DayBook.MinuteMs;

    private readonly Dictionary<(int Day, int Rank), Part> parts = [];

    private sealed class Part
    {
        public double Amount;
        public int Count;
        public int From = int.MaxValue;
        public int To;
        public ShownReading Reading;
    }

    public static bool IsCoarse(SourceKey source, in ShownReading reading) =>
        reading.DurationMs >= LongMs
        || (reading.DurationMs == 0 && source.Producer is "hand" or "api");

    public void Add(int rank, in ShownReading reading)
    {
        if (reading.DurationMs == 0)
        {
            var day = DayBook.DayOf(book.LocalAt(reading.StartMs, reading.Zone));
            Add(day, rank, reading, reading.First, 0, 1440);
            return;
        }
        var (from, end) = (
            Math.Max(reading.StartMs, book.FromMs),
            Math.Min(reading.EndMs, book.EndMs)
        );
        while (from < end)
        {
            var to = Math.Min(CumulativeDays.Floor(from, QuarterMs) + QuarterMs, end);
            var local = book.LocalAt(from, reading.Zone);
            var amount = reading.First * (to - from) / reading.DurationMs;
            var minute = DayBook.MinuteOf(local);
            var length = (int)((to - from + DayBook.MinuteMs - 1) / DayBook.MinuteMs);
            Add(DayBook.DayOf(local), rank, reading, amount, minute, minute + length);
            from = to;
        }
    }

    public void Fill()
    {
        foreach (var day in parts.GroupBy(p => p.Key.Day))
        {
            if (book.Find(day.Key) is not { } notes)
                continue;
            var chosen = book.ChosenOn(day.Key);
            var winner =
                notes.HasMinutes ? -1
                : chosen >= 0 ? chosen
                : day.Min(p => p.Key.Rank);
            foreach (var ((_, rank), part) in day)
            {
                if (rank != winner)
                {
                    notes.Shares[rank].Ignored += part.Amount;
                    if (!notes.Overruled)
                        notes.Echoes += part.Count;
                    continue;
                }
                notes.AddTotal(part.Amount);
                notes.Count += part.Count;
                notes.Shares[rank].Give(part.Amount, part.From, part.To);
                book.Saw(part.Reading, rank);
            }
        }
    }

    private void Add(int day, int rank, in ShownReading reading, double amount, int from, int to)
    {
        if (!parts.TryGetValue((day, rank), out var part))
            parts.Add((day, rank), part = new());
        part.Amount += amount;
        part.From = Math.Min(part.From, from);
        part.To = Math.Max(part.To, to);
        if (part.Count == 0 || part.Reading.StartMs != reading.StartMs)
            part.Count++;
        part.Reading = reading;
    }
}
