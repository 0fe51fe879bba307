namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Withdrawals ordered by name and version, each once. They are few: nearly every segment has none and pays nothing.</summary>
internal static class WithdrawalSets
{
    /// <summary>A text of no length, a version, one import.</summary>
    private const int FewestBytes = 1 + 1 + 1 + 16;

    public static Withdrawal[] Of(IEnumerable<Withdrawal> withdrawals)
    {
        var sets = new SortedDictionary<(string Id, long Version), ImportSet>(Order);
        foreach (var (identity, imports) in withdrawals)
        {
            if (imports.IsEmpty)
                continue;
            var key = (identity.Id, identity.Version);
            sets[key] = sets.TryGetValue(key, out var known) ? known.Union(imports) : imports;
        }
        return [.. sets.Select(s => new Withdrawal(new(s.Key.Id, s.Key.Version), s.Value))];
    }

    public static Withdrawal[] Union(Withdrawal[] a, Withdrawal[] b) =>
        a.Length == 0 ? b
        : b.Length == 0 ? a
        : Of(a.Concat(b));

    public static Withdrawal[] Without(Withdrawal[] withdrawals, ImportId import) =>
        withdrawals.Any(w => w.Imports.Contains(import))
            ? Of(withdrawals.Select(w => w with { Imports = w.Imports.Without(import) }))
            : withdrawals;

    /// <summary>The highest version that was taken back, by name.</summary>
    public static Dictionary<string, long> Versions(Withdrawal[] withdrawals)
    {
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        // Ascending versions of one name: the last one stays.
        foreach (var withdrawal in withdrawals)
            versions[withdrawal.Identity.Id] = withdrawal.Identity.Version;
        return versions;
    }

    public static void Write(
        ByteWriter bytes,
        Withdrawal[] withdrawals,
        Action<ByteWriter, ImportSet> writeImports
    )
    {
        bytes.Unsigned((ulong)withdrawals.Length);
        foreach (var (identity, imports) in withdrawals)
        {
            bytes.Text(identity.Id);
            bytes.Signed(identity.Version);
            writeImports(bytes, imports);
        }
    }

    public static Withdrawal[] Read(ref ByteReader bytes, ReadName<ImportSet> readImports)
    {
        var withdrawals = new Withdrawal[bytes.Count(FewestBytes)];
        if (withdrawals.Length == 0)
            throw new SegmentDamagedException("Withdrawals announced, and none there.");
        for (var i = 0; i < withdrawals.Length; i++)
        {
            var identity = new ExternalIdentity(bytes.Text(), bytes.Signed());
            withdrawals[i] = new(identity, readImports(ref bytes));
            if (i > 0 && Order.Compare(KeyOf(withdrawals[i - 1]), KeyOf(withdrawals[i])) >= 0)
                throw new SegmentDamagedException("Withdrawals out of order.");
        }
        return withdrawals;
    }

    private static (string, long) KeyOf(Withdrawal withdrawal) =>
        (withdrawal.Identity.Id, withdrawal.Identity.Version);

    private static Comparer<(string Id, long Version)> Order { get; } =
        Comparer<(string Id, long Version)>.Create(
            (a, b) =>
                string.CompareOrdinal(a.Id, b.Id) is var id && id != 0
                    ? id
                    : a.Version.CompareTo(b.Version)
        );
}
