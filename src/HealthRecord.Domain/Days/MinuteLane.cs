using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>One source's amounts on the minute axis, one UTC day at a time, so that a year needs the memory of a day.</summary>
internal sealed class MinuteLane(int capacity)
{
    public const int Minutes = 1440;

    private readonly Piece[] pieces = new Piece[capacity];
    private int count;
    private bool hasZones;
    private readonly List<int> active = [];
    private readonly double[] amounts = new double[Minutes];
    private readonly int[] by = new int[Minutes];
    private int next;
    private long dayStart;
    private bool isClear = true;

    private record struct Piece(
        long StartMs,
        long EndMs,
        double Amount,
        string? Zone,
        int Index,
        bool IsCounted
    );

    public long FirstMs => count == 0 ? long.MaxValue : pieces[0].StartMs;

    public bool IsDone => next == count && active.Count == 0;

    /// <param name="index">Of the reading among its source's.</param>
    public void Add(in ShownReading reading, int index)
    {
        pieces[count++] = new(
            reading.StartMs,
            reading.EndMs,
            reading.First,
            reading.Zone,
            index,
            IsCounted: false
        );
        hasZones |= reading.Zone is not null;
    }

    public bool Covers(int minute) => by[minute] != 0;

    public double AmountAt(int minute) => amounts[minute];

    public string? ZoneAt(int minute) => hasZones ? pieces[by[minute] - 1].Zone : null;

    /// <summary>Spreads what lies in a UTC day over its minutes; false when nothing does.</summary>
    public bool Load(long start)
    {
        dayStart = start;
        if (!isClear)
        {
            Array.Clear(amounts);
            Array.Clear(by);
            isClear = true;
        }
        if (active.Count > 0)
            active.RemoveAll(i => pieces[i].EndMs <= start);
        for (; next < count && pieces[next].StartMs < start + DayBook.DayMs; next++)
            if (pieces[next].EndMs > start || pieces[next].StartMs >= start)
                active.Add(next);
        foreach (var i in active)
            Spread(i);
        return !isClear;
    }

    /// <summary>The readings that gave something on this day and were not counted before, each with a minute that it won.</summary>
    public IEnumerable<(int Index, int Minute)> Winners(int rank, int[] winners)
    {
        for (var a = 0; a < active.Count; a++)
        {
            var piece = pieces[active[a]];
            if (piece.IsCounted)
                continue;
            var (from, to) = MinutesOf(piece);
            var minute = Array.IndexOf(winners, rank, from, to - from + 1);
            if (minute < 0)
                continue;
            pieces[active[a]].IsCounted = true;
            yield return (piece.Index, minute);
        }
    }

    /// <summary>Readings that end on this day without having won a minute anywhere: another source told it all. Each with a minute of its own.</summary>
    public IEnumerable<int> Passed(int rank, int[] winners)
    {
        foreach (var at in active)
        {
            var piece = pieces[at];
            if (piece.IsCounted || piece.Amount == 0 || piece.EndMs > dayStart + DayBook.DayMs)
                continue;
            var (from, to) = MinutesOf(piece);
            if (Array.IndexOf(winners, rank, from, to - from + 1) < 0)
                yield return from;
        }
    }

    private void Spread(int index)
    {
        ref readonly var piece = ref pieces[index];
        var (from, to) = MinutesOf(piece);
        isClear = false;
        var length = piece.EndMs - piece.StartMs;
        for (var m = from; m <= to; m++)
        {
            if (by[m] == 0)
                by[m] = index + 1;
            if (length == 0)
            {
                amounts[m] += piece.Amount;
                continue;
            }
            var minuteStart = dayStart + (m * DayBook.MinuteMs);
            var overlap =
                Math.Min(piece.EndMs, minuteStart + DayBook.MinuteMs)
                - Math.Max(piece.StartMs, minuteStart);
            amounts[m] += piece.Amount * overlap / length;
        }
    }

    private (int From, int To) MinutesOf(in Piece piece)
    {
        var from = Math.Max(piece.StartMs, dayStart);
        var end = Math.Min(Math.Max(piece.EndMs, from + 1), dayStart + DayBook.DayMs);
        return (
            (int)((from - dayStart) / DayBook.MinuteMs),
            (int)((end - 1 - dayStart) / DayBook.MinuteMs)
        );
    }
}
