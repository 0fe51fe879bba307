using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>
/// Steps, distance, energy: merged minute by minute on the UTC axis. Of the sources that cover a minute the first in the
/// order of priority wins it, an interval of zero included; an amount is spread evenly over its interval, fractions are kept.
/// </summary>
/// <remarks>What says nothing about minutes is left to <see cref="CoarseTotals"/>.</remarks>
internal sealed class CumulativeDays
{
    private const int Nobody = -1;

    private readonly DayBook book;
    private readonly CoarseTotals coarse;
    private readonly MinuteLane[] lanes;
    private readonly int[] winners = new int[MinuteLane.Minutes];
    private DaySpan span;
    private readonly DayNotes?[] notes = new DayNotes?[MinuteLane.Minutes];

    private CumulativeDays(DayBook book)
    {
        this.book = book;
        coarse = new(book);
        lanes = [.. book.Sources.Select(LaneOf)];
    }

    public static void Fill(DayBook book)
    {
        var days = new CumulativeDays(book);
        days.Merge();
        days.coarse.Fill();
    }

    private MinuteLane LaneOf(RankedSource source)
    {
        var lane = new MinuteLane(source.Readings.Count);
        for (var i = 0; i < source.Readings.Count; i++)
        {
            var reading = source.Readings[i];
            if (reading.SetAside)
                book.SetAside(reading, source.Rank);
            else if (CoarseTotals.IsCoarse(source.Source, reading))
                coarse.Add(source.Rank, reading);
            else
                lane.Add(reading, i);
        }
        return lane;
    }

    private void Merge()
    {
        var start = Floor(Math.Max(lanes.Min(l => l.FirstMs), book.FromMs), DayBook.DayMs);
        for (; start < book.EndMs; start += DayBook.DayMs)
        {
            var any = false;
            foreach (var lane in lanes)
                any |= lane.Load(start);
            if (any)
                MergeDay(start);
            else if (Array.TrueForAll(lanes, l => l.IsDone))
                return;
        }
    }

    private void MergeDay(long start)
    {
        for (var m = 0; m < MinuteLane.Minutes; m++)
        {
            winners[m] = FirstOf(m);
            if (winners[m] != Nobody)
                ShareMinute(start + (m * DayBook.MinuteMs), m);
        }
        // Before the winners are marked as counted: what wins nothing and ends here tells nothing new.
        for (var rank = 0; rank < lanes.Length; rank++)
            foreach (var minute in lanes[rank].Passed(rank, winners))
                if (notes[minute] is { Overruled: false } told)
                    told.Echoes++;
        for (var rank = 0; rank < lanes.Length; rank++)
            foreach (var (index, minute) in lanes[rank].Winners(rank, winners))
            {
                if (notes[minute] is not { } day)
                    continue;
                day.Count++;
                book.Saw(book.Sources[rank].Readings[index], rank);
            }
    }

    private void ShareMinute(long utcMs, int m)
    {
        var zone = lanes[winners[m]].ZoneAt(m);
        if (!span.Has(utcMs, zone))
            span = book.SpanAt(utcMs, zone);
        var today = notes[m] = span.Notes;
        if (today is null)
            return;
        if (span.Chosen >= 0)
            winners[m] = lanes[span.Chosen].Covers(m) ? span.Chosen : Nobody;
        if (winners[m] != Nobody)
        {
            var amount = lanes[winners[m]].AmountAt(m);
            today.HasMinutes = true;
            today.AddTotal(amount);
            var minute = span.MinuteOf(utcMs);
            if (amount != 0)
                today.Shares[winners[m]].Give(amount, minute, minute + 1);
        }
        for (var s = 0; s < lanes.Length; s++)
            if (s != winners[m] && lanes[s].Covers(m))
                today.Shares[s].Ignored += lanes[s].AmountAt(m);
    }

    private int FirstOf(int minute)
    {
        for (var rank = 0; rank < lanes.Length; rank++)
            if (lanes[rank].Covers(minute))
                return rank;
        return Nobody;
    }

    internal static long Floor(long ms, long step) => ms - (((ms % step) + step) % step);
}
