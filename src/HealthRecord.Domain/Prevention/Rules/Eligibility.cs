using System.Text.Json.Serialization;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>For whom a rule exists. Everything that is present must hold; of <see cref="Any"/>, one branch.</summary>
public sealed record Eligibility
{
    public IReadOnlyList<RuleSex> Sex { get; init; } = [];

    public Period? AgeMin { get; init; }

    /// <summary>Exclusive: on the birthday the person has that age.</summary>
    public Period? AgeMax { get; init; }

    public DateOnly? BornFrom { get; init; }

    /// <summary>Exclusive.</summary>
    public DateOnly? BornBefore { get; init; }

    /// <summary>Facts that must all be answered yes.</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>Facts of which one must be answered yes.</summary>
    public IReadOnlyList<string> ConditionsAny { get; init; } = [];

    /// <summary>Facts of which none may be answered yes.</summary>
    public IReadOnlyList<string> ConditionsNone { get; init; } = [];

    public IReadOnlyList<Eligibility> Any { get; init; } = [];
}

/// <summary>The sex that a programme names.</summary>
public enum RuleSex
{
    [JsonStringEnumMemberName("F")]
    Female,

    [JsonStringEnumMemberName("M")]
    Male,
}
