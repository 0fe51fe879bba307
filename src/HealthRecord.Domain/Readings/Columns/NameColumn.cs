namespace HealthRecord.Domain.Readings.Columns;

internal delegate T ReadName<out T>(ref ByteReader bytes);

/// <summary>A dictionary column: the names that occur, in the order of their first row, and an index for each row.</summary>
internal static class NameColumn
{
    public static void Write<T>(
        ByteWriter bytes,
        DictionaryColumn<T> column,
        int count,
        Action<ByteWriter, T> write
    )
    {
        // Only names that rows use, so that equal sets have equal bytes and an undone import leaves no trace.
        var place = new int[column.Names.Length];
        var used = new List<T>();
        var indexes = new long[count];
        for (var row = 0; row < count; row++)
        {
            var index = column.IndexOf(row);
            if (place[index] == 0)
            {
                used.Add(column.Names[index]);
                place[index] = used.Count;
            }
            indexes[row] = place[index] - 1;
        }
        bytes.Unsigned((ulong)used.Count);
        foreach (var name in used)
            write(bytes, name);
        LongColumn.Write(bytes, indexes);
    }

    public static DictionaryColumn<T> Read<T>(
        ref ByteReader bytes,
        int count,
        int fewestBytes,
        ReadName<T> read
    )
    {
        var names = new T[bytes.Count(fewestBytes)];
        for (var i = 0; i < names.Length; i++)
            names[i] = read(ref bytes);
        var rows = LongColumn.Read(ref bytes, count);
        var indexes = new int[count];
        var isFirst = true;
        for (var row = 0; row < count; row++)
        {
            if (rows[row] < 0 || rows[row] >= names.Length)
                throw new SegmentDamagedException("A name that is not there.");
            indexes[row] = (int)rows[row];
            isFirst &= indexes[row] == 0;
        }
        return new(names, isFirst ? null : indexes);
    }
}
