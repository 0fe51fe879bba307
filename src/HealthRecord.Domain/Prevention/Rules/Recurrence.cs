using System.Text.Json.Serialization;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>How something comes back, or the one window in which it happens.</summary>
public sealed record Recurrence
{
    public required RecurrenceType Type { get; init; }

    public Period? Every { get; init; }

    public Anchor? Anchor { get; init; }

    public Period? AnchorAge { get; init; }

    public IReadOnlyList<Period> Ages { get; init; } = [];

    public Period? GraceAfter { get; init; }

    /// <summary>What was done that much earlier still counts.</summary>
    public Period? GraceBefore { get; init; }

    public RecurrenceWindow? Window { get; init; }

    public string? Campaign { get; init; }

    public Period? MinIntervalSinceLast { get; init; }

    public IReadOnlyList<SeasonOverride> Overrides { get; init; } = [];

    public IReadOnlyList<AfterProcedure> FirstAfter { get; init; } = [];

    public IReadOnlyList<SequenceStep> Steps { get; init; } = [];

    public string? Procedure { get; init; }

    public string? Note { get; init; }
}

public enum RecurrenceType
{
    [JsonStringEnumMemberName("once")]
    Once,

    [JsonStringEnumMemberName("every")]
    Every,

    [JsonStringEnumMemberName("fixedAges")]
    FixedAges,

    [JsonStringEnumMemberName("seasonal")]
    Seasonal,

    [JsonStringEnumMemberName("sequence")]
    Sequence,
}

public enum Anchor
{
    [JsonStringEnumMemberName("lastDone")]
    LastDone,

    [JsonStringEnumMemberName("birthday")]
    Birthday,

    [JsonStringEnumMemberName("campaign")]
    Campaign,
}

/// <summary>Ages (the upper one exclusive) or days of the year (both inclusive; an end before the start crosses New Year).</summary>
public sealed record RecurrenceWindow(
    Period? AgeFrom = null,
    Period? AgeTo = null,
    YearDay? Start = null,
    YearDay? End = null
);

/// <summary>From an age on, one more campaign and another distance from the last dose.</summary>
public sealed record SeasonOverride(
    Period? AgeMin = null,
    Period? MinIntervalSinceLast = null,
    string? Campaign = null
);

/// <summary>Another procedure from which the next one counts.</summary>
public sealed record AfterProcedure
{
    public required string Procedure { get; init; }

    public required Period Interval { get; init; }

    public IReadOnlyList<string> Rules { get; init; } = [];
}

/// <summary>One step of a sequence: <c>ageMin</c> (null here) or a distance from the step before.</summary>
public sealed record SequenceStep
{
    public required StepAfter After { get; init; }
}

/// <summary>When a step comes; without a distance, at the start of the eligible age.</summary>
public readonly record struct StepAfter(Period? Distance);
