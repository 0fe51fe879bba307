using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>What the programme says for a person on a day.</summary>
/// <param name="Items">By rule in the order of the file, doses in order.</param>
/// <param name="NotConcerned">Rules that do not apply today, and why.</param>
/// <param name="Doses">How each injection was counted, for each rule that looked at it.</param>
/// <param name="NextChange">The first later day on which any of this can differ with the same input; null: never.</param>
public sealed record Evaluation(
    IReadOnlyList<DueItem> Items,
    IReadOnlyList<NotConcerned> NotConcerned,
    IReadOnlyList<DoseVerdict> Doses,
    DateOnly? NextChange
);

/// <summary>Why a rule does not apply, and which answer would change it.</summary>
/// <param name="OpenFacts">Facts not answered yet that keep the rule silent.</param>
public sealed record NotConcerned(
    Rule Rule,
    NotConcernedReason Reason,
    IReadOnlyList<string> OpenFacts
);

public enum NotConcernedReason
{
    Age,
    Born,
    Sex,

    /// <summary>The rule is bound to a sex and none was stated.</summary>
    SexNotStated,

    /// <summary>An answer takes the rule away.</summary>
    Facts,

    /// <summary>A needed answer is missing.</summary>
    FactsNotAnswered,

    /// <summary>Enough was done already.</summary>
    NotNeeded,

    /// <summary>The rule has no dates: an information card.</summary>
    Information,
}

/// <summary>How one injection counts for one rule.</summary>
/// <param name="Event">The entry's id.</param>
/// <param name="Number">The dose it counts as, when it does.</param>
public sealed record DoseVerdict(
    string Event,
    Rule Rule,
    string Antigen,
    int? Number,
    DoseFault? Fault
);

public enum DoseFault
{
    BeforeBirth,
    TooYoung,
    TooSoon,

    /// <summary>The series was complete.</summary>
    NotNeeded,
}
