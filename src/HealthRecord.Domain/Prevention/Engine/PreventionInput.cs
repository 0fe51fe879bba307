using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>For whom the programme is read. All days are local days of the person.</summary>
/// <param name="Sex">Null where it was not stated: rules bound to a sex then ask once.</param>
/// <param name="Died">From this day on nothing is due.</param>
public sealed record PreventionSubject(DateOnly Born, RuleSex? Sex, DateOnly? Died = null);

/// <summary>What the person answered. A fact that is not in <paramref name="Answers"/> is unknown.</summary>
public sealed record AnsweredFacts(
    IReadOnlyDictionary<string, bool> Answers,
    Pregnancy? Pregnancy = null
)
{
    public static AnsweredFacts None { get; } =
        new(new Dictionary<string, bool>(StringComparer.Ordinal));
}

/// <summary>Something that was done: an injection, an examination, a test.</summary>
/// <param name="Antigens">What an injection protects from; empty for anything else.</param>
/// <param name="Product">The trade name, where a scheme depends on it.</param>
/// <param name="Rule">The rule that the person named; an injection without antigens then counts for those of the rule.</param>
/// <param name="Procedure">Which procedure of a screening it was.</param>
public sealed record PastEvent(
    string Id,
    DateOnly Date,
    IReadOnlySet<string> Antigens,
    string? Product = null,
    string? Rule = null,
    string? Procedure = null
);

/// <summary>From when on the record is expected to know what was done.</summary>
/// <param name="Added">The day the person was added to the product; null expects the record to know everything.</param>
/// <param name="CompleteUpTo">"The record is complete up to", by kind of rule.</param>
public sealed record RecordKnowledge(
    DateOnly? Added,
    IReadOnlyDictionary<RuleKind, DateOnly> CompleteUpTo
)
{
    public static RecordKnowledge Whole { get; } = new(null, new Dictionary<RuleKind, DateOnly>());

    /// <summary>Whether something that was planned for this day and is not in the record was really not done.</summary>
    public bool Covers(RuleKind kind, DateOnly planned) =>
        Added is not { } added
        || planned >= added
        || (CompleteUpTo.TryGetValue(kind, out var day) && planned <= day);
}

/// <summary>What the person said about one item.</summary>
/// <param name="Item">Its key (<see cref="DueItem.Key"/>).</param>
/// <param name="Occurrence">The season or period it was said of; null holds for all of them.</param>
/// <param name="Until">For "later": the day on which it comes back.</param>
public sealed record ItemDecision(
    string Item,
    DecisionKind Kind,
    DateOnly? Occurrence = null,
    DateOnly? Until = null
);

public enum DecisionKind
{
    /// <summary>Not now: it comes back on a day.</summary>
    Later,

    /// <summary>It does not concern this person.</summary>
    NotForMe,

    /// <summary>It was done, nobody knows when: not a dose, but never late either until a date or a proof turns up.</summary>
    DoneDateUnknown,

    /// <summary>The person takes the item to be wrong: it is silent until the rule changes.</summary>
    Wrong,
}

/// <summary>Everything the programme is read from, but the rules and the day.</summary>
public sealed record PreventionInput(
    PreventionSubject Person,
    AnsweredFacts Facts,
    IReadOnlyList<PastEvent> History,
    RecordKnowledge Knowledge,
    IReadOnlyList<ItemDecision> Decisions
);

/// <summary>How many days before its date an item is spoken of.</summary>
public sealed record LeadTimes(int Vaccine = 14, int Other = 30)
{
    public static LeadTimes Usual { get; } = new();

    public int Of(RuleKind kind) => kind == RuleKind.Vaccine ? Vaccine : Other;
}
