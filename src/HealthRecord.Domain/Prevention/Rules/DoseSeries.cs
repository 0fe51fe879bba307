using System.Text.Json.Serialization;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>A scheme of numbered doses.</summary>
public sealed record DoseSeries
{
    public required string Id { get; init; }

    /// <summary>The lowest wins where several series apply.</summary>
    public int Priority { get; init; }

    /// <summary>The trade name for which this scheme is made.</summary>
    public string? Product { get; init; }

    public LegalStatus? LegalStatus { get; init; }

    public SeriesCondition? AppliesWhen { get; init; }

    public required IReadOnlyList<DoseRule> Doses { get; init; }
}

/// <summary>When a series is the one to follow.</summary>
public sealed record SeriesCondition
{
    public AgeAtFirstDose? AgeAtFirstDose { get; init; }

    public IReadOnlyList<string> ConditionsAny { get; init; } = [];

    public IReadOnlyList<string> ConditionsNone { get; init; } = [];
}

/// <summary>Age on the day of the first dose: from <see cref="Min"/>, below <see cref="Max"/>.</summary>
public sealed record AgeAtFirstDose(Period? Min = null, Period? Max = null);

/// <summary>One dose: from which age, how long after which other dose.</summary>
public sealed record DoseRule
{
    public required int N { get; init; }

    public required DoseAge Age { get; init; }

    public DoseInterval? Interval { get; init; }

    public string? Note { get; init; }
}

/// <summary>Ages of one dose: absMin ≤ min ≤ recFrom ≤ recTo ≤ max, of which max is exclusive.</summary>
public sealed record DoseAge
{
    public Period? AbsMin { get; init; }

    public Period? Min { get; init; }

    public Period? RecFrom { get; init; }

    public Period? RecTo { get; init; }

    public Period? Max { get; init; }

    /// <summary>Below this age a dose does not count.</summary>
    [JsonIgnore]
    public Period Valid => AbsMin ?? Min ?? Period.Zero;

    /// <summary>From this age a dose is possible.</summary>
    [JsonIgnore]
    public Period Possible => Min ?? AbsMin ?? Period.Zero;

    /// <summary>From this age a dose is planned.</summary>
    [JsonIgnore]
    public Period Planned => RecFrom ?? Possible;
}

/// <summary>Distance from another dose.</summary>
public sealed record DoseInterval
{
    public required DoseReference From { get; init; }

    public Period? AbsMin { get; init; }

    public required Period Min { get; init; }

    public Period? Rec { get; init; }

    public Period? Max { get; init; }

    [JsonIgnore]
    public Period Valid => AbsMin ?? Min;

    [JsonIgnore]
    public Period Planned => Rec ?? Min;
}
