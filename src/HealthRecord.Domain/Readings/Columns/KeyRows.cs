namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Which row of the columns stands for each key: the newest version, of equal ones the last.</summary>
/// <param name="Newest">Ascending rows, or null when every row is the only one of its key.</param>
internal sealed record KeyRows(FactColumns Facts, int[]? Newest)
{
    private Dictionary<string, ImportSet>? importsById;

    public int Count => Newest?.Length ?? Facts.Count;

    public int RowOf(int index) => Newest is null ? index : Newest[index];

    public static KeyRows Of(FactColumns facts)
    {
        var rows = facts.Identities is null ? null : NewestById(facts);
        var newest = new List<int>();
        var isEvery = true;
        for (var row = 0; row < facts.Count; row++)
        {
            var stands = facts.IdentityOf(row) is { } identity
                ? rows![identity.Id] == row
                : IsLastOfKey(facts, row);
            if (stands)
            {
                if (!isEvery)
                    newest.Add(row);
                continue;
            }
            if (isEvery)
                newest.AddRange(Enumerable.Range(0, row));
            isEvery = false;
        }
        return new(facts, isEvery ? null : [.. newest]);
    }

    /// <summary>Without identities, facts of one key lie side by side.</summary>
    private static bool IsLastOfKey(FactColumns facts, int row) =>
        row + 1 == facts.Count
        || facts.Starts[row] != facts.Starts[row + 1]
        || facts.IdentityOf(row + 1) is not null
        || FactOrder.CompareNatural(facts, row, facts, row + 1) != 0;

    private static Dictionary<string, int> NewestById(FactColumns facts)
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < facts.Count; row++)
        {
            if (facts.IdentityOf(row) is not { } identity)
                continue;
            if (
                !rows.TryGetValue(identity.Id, out var known)
                || facts.VersionOf(known) <= identity.Version
            )
                rows[identity.Id] = row;
        }
        return rows;
    }

    /// <summary>Without what its source took back. What a person put in its place by hand stays: it is their word, not the source's.</summary>
    /// <param name="withdrawn">The highest version that was taken back, by name.</param>
    public KeyRows Without(Dictionary<string, long> withdrawn, Dictionary<int, Mark> marks)
    {
        var rows = new List<int>(Count);
        for (var index = 0; index < Count; index++)
        {
            var row = RowOf(index);
            var isGone =
                Facts.IdentityOf(row) is { } identity
                && PairedIdentity.IsTakenBack(identity, withdrawn)
                && marks.GetValueOrDefault(row) is not { State: MarkState.Replaced };
            if (!isGone)
                rows.Add(row);
        }
        return rows.Count == Count ? this : new(Facts, [.. rows]);
    }

    /// <summary>Everybody who carried the key that stands at an index.</summary>
    public ImportSet ImportsOf(int index)
    {
        var row = RowOf(index);
        var imports = Facts.Imports[row];
        if (Newest is null)
            return imports;
        if (Facts.IdentityOf(row) is { } identity)
            return (importsById ??= ImportsById())[identity.Id];
        for (var other = row - 1; other >= 0; other--)
        {
            if (
                Facts.IdentityOf(other) is not null
                || FactOrder.CompareNatural(Facts, other, Facts, row) != 0
            )
                break;
            imports = imports.Union(Facts.Imports[other]);
        }
        return imports;
    }

    /// <summary>The mark of each marked row, found by the start that is part of a key: only candidates are hashed.</summary>
    public Dictionary<int, Mark> Marked(Mark[] marks)
    {
        var found = new Dictionary<int, Mark>();
        if (marks.Length == 0 || Facts.Count == 0)
            return found;
        var byIdentity = Facts.Identities is not null ? RowsById() : null;
        var baseSecond = ReadingKeys.FloorSeconds(Facts.Starts[0]);
        foreach (var mark in marks)
        {
            if (byIdentity is not null && byIdentity.TryGetValue(mark.Key, out var row))
            {
                found[row] = mark;
                continue;
            }
            var distance = unchecked(ReadingKeys.SecondOf(mark.Key) - (uint)baseSecond);
            var from = (baseSecond + distance) * 1000;
            for (row = Facts.FirstFrom(from); row < Facts.Count; row++)
            {
                if (Facts.Starts[row] >= from + 1000)
                    break;
                if (
                    Facts.IdentityOf(row) is null
                    && IsLastOfKey(Facts, row)
                    && Facts.KeyOf(row) == mark.Key
                )
                    found[row] = mark;
            }
        }
        return found;
    }

    private Dictionary<string, ImportSet> ImportsById()
    {
        var imports = new Dictionary<string, ImportSet>(StringComparer.Ordinal);
        for (var row = 0; row < Facts.Count; row++)
            if (Facts.IdentityOf(row) is { } identity)
                imports[identity.Id] = Facts
                    .Imports[row]
                    .Union(imports.GetValueOrDefault(identity.Id, ImportSet.None));
        return imports;
    }

    private Dictionary<ReadingKey, int> RowsById()
    {
        var rows = new Dictionary<ReadingKey, int>();
        for (var index = 0; index < Count; index++)
            if (Facts.IdentityOf(RowOf(index)) is { } identity)
                rows[ReadingKeys.Of(identity.Id)] = RowOf(index);
        return rows;
    }
}
