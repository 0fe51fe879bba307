namespace HealthRecord.Domain.Readings.Columns;

/// <summary>The newest mark of each key, ordered by key. Merging keeps the greater of two, so any order gives the same.</summary>
internal static class MarkSets
{
    public static Mark[] Of(IEnumerable<Mark> marks)
    {
        var newest = new Dictionary<ReadingKey, Mark>();
        foreach (var mark in marks)
            if (!newest.TryGetValue(mark.Key, out var known) || Compare(known, mark) < 0)
                newest[mark.Key] = mark;
        return [.. newest.Values.OrderBy(m => m.Key)];
    }

    public static Mark[] Union(Mark[] a, Mark[] b) =>
        a.Length == 0 ? b
        : b.Length == 0 ? a
        : Of(a.Concat(b));

    /// <summary>Revision, then time, then what hides more, then account; the rest only makes the order total.</summary>
    private static int Compare(Mark a, Mark b)
    {
        var order = a.Revision.CompareTo(b.Revision);
        if (order == 0)
            order = a.AtMs.CompareTo(b.AtMs);
        if (order == 0)
            order = Hiding(a.State).CompareTo(Hiding(b.State));
        if (order == 0)
            order = a.Account.Value.CompareTo(b.Account.Value);
        if (order == 0)
            order = a.Confirmed.CompareTo(b.Confirmed);
        if (order == 0)
            order = a.IsOwn.CompareTo(b.IsOwn);
        if (order == 0)
            order = string.CompareOrdinal(a.Moment, b.Moment);
        if (order == 0)
            order = string.CompareOrdinal(a.Note, b.Note);
        return order != 0 ? order : Compare(a.Replacement, b.Replacement);
    }

    private static int Hiding(MarkState state) =>
        state switch
        {
            MarkState.Deleted => 2,
            MarkState.Replaced => 1,
            _ => 0,
        };

    private static int Compare(ReadingContent? a, ReadingContent? b)
    {
        if (a is null || b is null)
            return (a is null ? 0 : 1) - (b is null ? 0 : 1);
        return FactOrder.Compare(Single(a), 0, Single(b), 0);
    }

    private static FactColumns Single(ReadingContent content)
    {
        var row = new FactColumnsBuilder(1);
        row.Add(new Fact(content, null, ImportSet.ByHand));
        return row.Finish();
    }
}
