using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers;

/// <summary>The word of a producer that it takes back what it said under a name, in this version and every earlier one.</summary>
/// <param name="Identity">Null when the word names nothing: then there is nothing to find it by. Version 0: whichever there is.</param>
public sealed record Retraction(string Producer, ExternalIdentity? Identity)
{
    /// <summary>What the reading was told to be; empty when the word does not say.</summary>
    public IReadOnlyList<Kind> Kinds { get; init; } = [];

    /// <summary>Where the reading stands if the word tells its source and time as the reading did; empty when it does not.</summary>
    public IReadOnlyList<RetractedPlace> Places { get; init; } = [];
}

/// <param name="StartMs">In milliseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Identity">Of this reading: of a panel every component has its own.</param>
public readonly record struct RetractedPlace(
    Kind Kind,
    SourceKey Source,
    long StartMs,
    ExternalIdentity Identity
);
