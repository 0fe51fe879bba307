using System.Text.Json.Serialization;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>One version of a national programme: what is read from a rule file.</summary>
/// <remarks>The JSON names are those of the public schema of rule files (closed objects: a field that is not here is refused).</remarks>
public sealed record RuleSet
{
    [JsonPropertyName("schema")]
    public string? SchemaName { get; init; }

    public required string Jurisdiction { get; init; }

    /// <summary>The day on which the programme was read from its sources.</summary>
    public required DateOnly AsOf { get; init; }

    public required string Version { get; init; }

    public string? Basis { get; init; }

    public string? Disclaimer { get; init; }

    public required IReadOnlyList<Rule> Rules { get; init; }

    public IReadOnlyList<Campaign> Campaigns { get; init; } = [];

    /// <summary>The rules that may speak: all but the unconfirmed ones that the operator has not turned on.</summary>
    public RuleSet SpokenWith(IReadOnlySet<string> turnedOn) =>
        this with
        {
            Rules =
            [
                .. Rules.Where(rule =>
                    rule.Confidence != Confidence.Unconfirmed || turnedOn.Contains(rule.Id)
                ),
            ],
        };
}
