namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Sets of facts: union, removal of an import, and bringing rows into order. Equal facts fall together, their imports unite.</summary>
internal static class FactSets
{
    public static FactColumns Union(FactColumns a, FactColumns b)
    {
        if (a.Count == 0)
            return b;
        if (b.Count == 0)
            return a;
        var target = new FactColumnsBuilder(a.Count + b.Count);
        var (fromA, fromB) = (new RowCopy(a, target), new RowCopy(b, target));
        var unions = new Dictionary<(int, int), int>();
        var (i, j) = (0, 0);
        while (i < a.Count && j < b.Count)
        {
            var order = FactOrder.Compare(a, i, b, j);
            if (order < 0)
                fromA.Take(i++);
            else if (order > 0)
                fromB.Take(j++);
            else
                fromA.Take(i, UnionOf(target, unions, a, i++, b, j++));
        }
        while (i < a.Count)
            fromA.Take(i++);
        while (j < b.Count)
            fromB.Take(j++);
        return target.Finish();
    }

    public static FactColumns Without(FactColumns facts, ImportId import)
    {
        if (!facts.Imports.Names.Any(n => n.Contains(import)))
            return facts;
        var target = new FactColumnsBuilder(facts.Count);
        var left = Array.ConvertAll(
            facts.Imports.Names,
            n => n.Without(import) is { IsEmpty: false } some ? target.Imports.IndexOf(some) : -1
        );
        var copy = new RowCopy(facts, target, left);
        for (var row = 0; row < facts.Count; row++)
        {
            var imports = left[facts.Imports.IndexOf(row)];
            if (imports >= 0)
                copy.Take(row, imports);
        }
        return target.Finish();
    }

    /// <summary>The rows in order, equal ones fallen together.</summary>
    public static FactColumns Sorted(FactColumns rows)
    {
        if (IsSorted(rows))
            return rows;
        var order = new int[rows.Count];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        // By start first, which needs no comparison of columns; then each run of equal starts.
        Array.Sort((long[])rows.Starts.Clone(), order);
        var from = 0;
        for (var i = 1; i <= order.Length; i++)
        {
            if (i < order.Length && rows.Starts[order[i]] == rows.Starts[order[from]])
                continue;
            if (i - from > 1)
                order.AsSpan(from, i - from).Sort((x, y) => FactOrder.Compare(rows, x, rows, y));
            from = i;
        }
        return Reordered(rows, order);
    }

    private static FactColumns Reordered(FactColumns rows, int[] order)
    {
        var target = new FactColumnsBuilder(rows.Count);
        var copy = new RowCopy(rows, target);
        for (var i = 0; i < order.Length; )
        {
            var first = order[i++];
            var imports = rows.Imports[first];
            while (i < order.Length && FactOrder.Compare(rows, first, rows, order[i]) == 0)
                imports = imports.Union(rows.Imports[order[i++]]);
            copy.Take(first, target.Imports.IndexOf(imports));
        }
        return target.Finish();
    }

    public static bool IsSorted(FactColumns rows)
    {
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows.Starts[i - 1] < rows.Starts[i])
                continue;
            if (rows.Starts[i - 1] > rows.Starts[i] || FactOrder.Compare(rows, i - 1, rows, i) >= 0)
                return false;
        }
        return true;
    }

    private static int UnionOf(
        FactColumnsBuilder target,
        Dictionary<(int, int), int> known,
        FactColumns a,
        int i,
        FactColumns b,
        int j
    )
    {
        var pair = (a.Imports.IndexOf(i), b.Imports.IndexOf(j));
        if (!known.TryGetValue(pair, out var index))
        {
            index = target.Imports.IndexOf(a.Imports[i].Union(b.Imports[j]));
            known.Add(pair, index);
        }
        return index;
    }

    /// <summary>Copies rows, translating dictionary indexes once and not for each row.</summary>
    private readonly struct RowCopy(
        FactColumns source,
        FactColumnsBuilder target,
        int[]? imports = null
    )
    {
        private readonly int[] units = target.Units.MapOf(source.Units);
        private readonly int[] zones = target.Zones.MapOf(source.Zones);
        private readonly int[] imports = imports ?? target.Imports.MapOf(source.Imports);

        public void Take(int row) => Take(row, imports[source.Imports.IndexOf(row)]);

        public void Take(int row, int importsOf) =>
            target.Add(
                source.Starts[row],
                source.DurationOf(row),
                source.Digits[row],
                source.Exponents[row],
                units[source.Units.IndexOf(row)],
                zones[source.Zones.IndexOf(row)],
                importsOf,
                source.PartsOf(row),
                source.IdentityOf(row)
            );
    }
}
