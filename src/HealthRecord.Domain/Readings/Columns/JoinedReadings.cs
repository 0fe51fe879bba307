using System.Collections;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Several lists of readings as one, without copying them.</summary>
internal sealed class JoinedReadings : IOrderedReadings
{
    private readonly IReadOnlyList<ShownReading>[] lists;
    private readonly int[] starts;
    private int last;

    private JoinedReadings(IReadOnlyList<ShownReading>[] lists)
    {
        this.lists = lists;
        starts = new int[lists.Length];
        for (var i = 0; i < lists.Length; i++)
        {
            starts[i] = Count;
            Count += lists[i].Count;
        }
    }

    /// <summary>One list in the order of starts, whatever the order of the parts.</summary>
    public static IReadOnlyList<ShownReading> Of(IReadOnlyList<ShownReading>[] lists)
    {
        var filled = Array.FindAll(lists, l => l.Count > 0);
        if (filled.Length == 0)
            return [];
        if (!Array.TrueForAll(filled, IsOrdered))
            return [.. filled.SelectMany(l => l).OrderBy(r => r.StartMs)];
        if (filled.Length == 1)
            return filled[0];
        Array.Sort(filled, (a, b) => a[0].StartMs.CompareTo(b[0].StartMs));
        for (var i = 1; i < filled.Length; i++)
            if (filled[i - 1][^1].StartMs > filled[i][0].StartMs)
                return [.. filled.SelectMany(l => l).OrderBy(r => r.StartMs)];
        return new JoinedReadings(filled);
    }

    public int Count { get; }

    public ShownReading this[int index]
    {
        get
        {
            // Read once: another thread may be reading elsewhere, and both find their place.
            var list = last;
            var at = index - starts[list];
            if ((uint)at >= (uint)lists[list].Count)
            {
                list = Array.FindLastIndex(starts, s => s <= index);
                ArgumentOutOfRangeException.ThrowIfNegative(list, nameof(index));
                at = index - starts[list];
                last = list;
            }
            return lists[list][at];
        }
    }

    public IEnumerator<ShownReading> GetEnumerator() => lists.SelectMany(l => l).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static bool IsOrdered(IReadOnlyList<ShownReading> list)
    {
        if (list is IOrderedReadings)
            return true;
        for (var i = 1; i < list.Count; i++)
            if (list[i - 1].StartMs > list[i].StartMs)
                return false;
        return true;
    }
}
