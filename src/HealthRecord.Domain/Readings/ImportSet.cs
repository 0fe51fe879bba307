namespace HealthRecord.Domain.Readings;

/// <summary>The imports that carried a fact: a set, kept sorted, never changed.</summary>
public sealed class ImportSet : IEquatable<ImportSet>
{
    private readonly ImportId[] ids;

    private ImportSet(ImportId[] sorted) => ids = sorted;

    public static ImportSet None { get; } = new([]);

    /// <summary>Typed by a person or sent by a program.</summary>
    public static ImportSet ByHand { get; } = new([ImportId.ByHand]);

    public static ImportSet Of(params IEnumerable<ImportId> imports) =>
        imports.Distinct().Order().ToArray() is { Length: > 0 } sorted ? new(sorted) : None;

    public IReadOnlyList<ImportId> Ids => ids;

    public bool IsEmpty => ids.Length == 0;

    public bool Contains(ImportId import) => Array.BinarySearch(ids, import) >= 0;

    public ImportSet Union(ImportSet other) =>
        other.ids.All(Contains) ? this
        : ids.All(other.Contains) ? other
        : Of(ids.Concat(other.ids));

    public ImportSet Without(ImportId import) =>
        Contains(import) ? Of(ids.Where(i => i != import)) : this;

    public bool Equals(ImportSet? other) =>
        other is not null && ids.AsSpan().SequenceEqual(other.ids);

    public override bool Equals(object? obj) => Equals(obj as ImportSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var id in ids)
            hash.Add(id);
        return hash.ToHashCode();
    }
}
