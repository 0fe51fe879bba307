namespace HealthRecord.Importers.Text;

/// <summary>Makes a thing of a text once and finds it again by the bytes, without decoding them.</summary>
/// <remarks>The same text mostly comes many times in a row, so the last one is tried first. Holds a bounded number of texts.</remarks>
/// <param name="make">Called for a text that is not known, and each time for those that no longer fit.</param>
internal sealed class ByteTable<T>(int most, Func<ReadOnlySpan<byte>, T> make)
    where T : class?
{
    private readonly Dictionary<ulong, Entry> entries = [];
    private Entry? last;
    private int held;

    public T Get(ReadOnlySpan<byte> text)
    {
        if (last is not null && text.SequenceEqual(last.Text))
            return last.Thing;
        var hash = ByteHash.Of(text);
        for (var e = entries.GetValueOrDefault(hash); e is not null; e = e.Next)
        {
            if (!text.SequenceEqual(e.Text))
                continue;
            last = e;
            return e.Thing;
        }
        var thing = make(text);
        if (held++ < most)
            entries[hash] = last = new Entry(
                text.ToArray(),
                thing,
                entries.GetValueOrDefault(hash)
            );
        return thing;
    }

    public IEnumerable<T> All
    {
        get
        {
            foreach (var first in entries.Values)
            {
                for (var e = first; e is not null; e = e.Next)
                    yield return e.Thing;
            }
        }
    }

    private sealed record Entry(byte[] Text, T Thing, Entry? Next);
}
