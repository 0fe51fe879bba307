using System.Text.Json.Serialization;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>What makes a rule unnecessary, or later.</summary>
/// <remarks>
/// <c>doses.antigen:X</c> with <c>gte</c>: enough doses already. <c>lastDose.antigen:X.age</c> with <c>lt</c>: postponed while the last
/// dose is younger. Any other name is a fact that, answered yes, ends the rule.
/// </remarks>
public sealed record SkipCondition
{
    private const string DosesPrefix = "doses.antigen:";
    private const string LastPrefix = "lastDose.antigen:";
    private const string AgeSuffix = ".age";

    public required string Fact { get; init; }

    /// <summary>The age under which the last dose postpones.</summary>
    public Period? Lt { get; init; }

    /// <summary>The number of doses from which nothing more is needed.</summary>
    public int? Gte { get; init; }

    public bool? Eq { get; init; }

    [JsonIgnore]
    public string? CountedAntigen =>
        Fact.StartsWith(DosesPrefix, StringComparison.Ordinal) ? Fact[DosesPrefix.Length..] : null;

    [JsonIgnore]
    public string? LastAntigen =>
        Fact.StartsWith(LastPrefix, StringComparison.Ordinal)
        && Fact.EndsWith(AgeSuffix, StringComparison.Ordinal)
            ? Fact[LastPrefix.Length..^AgeSuffix.Length]
            : null;

    [JsonIgnore]
    public string? StoredFact => CountedAntigen is null && LastAntigen is null ? Fact : null;
}
