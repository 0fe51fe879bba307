namespace HealthRecord.Domain.Readings.Columns;

/// <summary>A column of few different values: where all rows say the same (nearly always), no row costs anything.</summary>
/// <param name="Names">The different values.</param>
/// <param name="Indexes">Per row, or null when every row has the first name.</param>
internal sealed record DictionaryColumn<T>(T[] Names, int[]? Indexes)
{
    public T this[int row] => Names[Indexes is null ? 0 : Indexes[row]];

    public int IndexOf(int row) => Indexes is null ? 0 : Indexes[row];
}

internal sealed class DictionaryColumnBuilder<T>(int capacity)
{
    private readonly List<T> names = [];
    private readonly Dictionary<ValueTuple<T>, int> known = [];
    private int[]? indexes;
    private int count;

    public int IndexOf(T name)
    {
        if (known.TryGetValue(new(name), out var index))
            return index;
        names.Add(name);
        known.Add(new(name), names.Count - 1);
        return names.Count - 1;
    }

    public T NameOf(int index) => names[index];

    public void Add(int index)
    {
        if (index != 0 && indexes is null)
            indexes = new int[Math.Max(capacity, count + 1)];
        if (indexes is not null)
        {
            if (count == indexes.Length)
                Array.Resize(ref indexes, count * 2);
            indexes[count] = index;
        }
        count++;
    }

    /// <summary>Where each name of another column stands in this one.</summary>
    public int[] MapOf(DictionaryColumn<T> column) => Array.ConvertAll(column.Names, IndexOf);

    public DictionaryColumn<T> Finish()
    {
        if (indexes is not null && indexes.Length != count)
            Array.Resize(ref indexes, count);
        return new([.. names], indexes);
    }
}
