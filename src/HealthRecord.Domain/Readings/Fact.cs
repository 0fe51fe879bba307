namespace HealthRecord.Domain.Readings;

/// <summary>A reading as one of its carriers told it: the element of the sets that segments are.</summary>
/// <param name="Identity">Given by the producer; null when what the reading says is its only name.</param>
/// <param name="Imports">Who carried it; a fact that nobody carries any more disappears.</param>
public sealed record Fact(ReadingContent Content, ExternalIdentity? Identity, ImportSet Imports)
{
    /// <summary>Computed from <see cref="Identity"/> where there is one, else from start, duration, value and unit.</summary>
    public ReadingKey Key => ReadingKeys.Of(Content, Identity);

    /// <summary>Of facts with one key, the highest version is shown; 0 without an identity.</summary>
    public long Version => Identity?.Version ?? 0;
}
