using System.Collections;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>The readings of an unmarked segment, made one at a time from the columns.</summary>
internal sealed class ShownColumns(KeyRows keys, Kind kind) : IReadOnlyList<ShownReading>
{
    private readonly CanonicalValues canonical = new(kind);

    public int Count => keys.Count;

    public ShownReading this[int index] => canonical.Of(keys.Facts, keys.RowOf(index));

    public IEnumerator<ShownReading> GetEnumerator()
    {
        for (var index = 0; index < keys.Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
