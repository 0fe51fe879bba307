using System.Collections;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Several lists of readings as one, without copying them.</summary>
internal sealed class JoinedReadings : IReadOnlyList<ShownReading>
{
    private readonly IReadOnlyList<ShownReading>[] lists;
    private readonly int[] ends;
    private int last;

    private JoinedReadings(IReadOnlyList<ShownReading>[] lists)
    {
        this.lists = lists;
        ends = new int[lists.Length];
        for (var i = 0; i < lists.Length; i++)
            ends[i] = Count += lists[i].Count;
    }

    public static IReadOnlyList<ShownReading> Of(IReadOnlyList<ShownReading>[] lists) =>
        lists.Length == 1 ? lists[0] : new JoinedReadings(lists);

    public int Count { get; }

    public ShownReading this[int index]
    {
        get
        {
            // Read once: another thread may be reading elsewhere, and both find their place.
            var list = last;
            if (index >= ends[list] || index < ends[list] - lists[list].Count)
            {
                list = Array.FindIndex(ends, e => index < e);
                ArgumentOutOfRangeException.ThrowIfNegative(list, nameof(index));
                last = list;
            }
            return lists[list][index - (ends[list] - lists[list].Count)];
        }
    }

    public IEnumerator<ShownReading> GetEnumerator() => lists.SelectMany(l => l).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
