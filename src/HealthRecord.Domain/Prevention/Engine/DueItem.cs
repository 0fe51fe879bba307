using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>What one rule says for one person on one day.</summary>
public sealed record DueItem
{
    public required Rule Rule { get; init; }

    /// <summary>The rule, and the dose where it has several: <c>fr.vax.hexa#2</c>.</summary>
    public required string Key { get; init; }

    public int? Dose { get; init; }

    public string? Series { get; init; }

    public required ItemState State { get; init; }

    /// <summary>Which time of something that comes back: the first day of its season or period. Null for what comes once.</summary>
    public DateOnly? Occurrence { get; init; }

    /// <summary>The first day on which it is possible.</summary>
    public DateOnly? Earliest { get; init; }

    /// <summary>Since when, or from when, it is due.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>From this day the wording is "overdue"; null: never.</summary>
    public DateOnly? OverdueFrom { get; init; }

    /// <summary>The day from which it is no longer proposed (exclusive).</summary>
    public DateOnly? End { get; init; }

    /// <summary>The day from which it is spoken of.</summary>
    public DateOnly? RemindFrom { get; init; }

    public DateOnly? DoneOn { get; init; }

    /// <summary>The day on which "later" is over.</summary>
    public DateOnly? PostponedUntil { get; init; }

    /// <summary>Antigens that a partly given dose still lacks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The season's dates are not published yet.</summary>
    public bool Provisional { get; init; }

    /// <summary>What moved the date, in the order in which it is told.</summary>
    public IReadOnlyList<ItemReason> Reasons { get; init; } = [];
}

public enum ItemState
{
    /// <summary>Its day has not come.</summary>
    Upcoming,
    Due,

    /// <summary>Due, and the recommended time is over.</summary>
    Overdue,
    Done,

    /// <summary>The window of an incomplete series is over: a professional decides.</summary>
    ClosedIncomplete,

    /// <summary>The window is over and nothing is written down: neither due nor late.</summary>
    NotRecorded,

    /// <summary>It was planned before the record knows the person: to be completed, never due, never late.</summary>
    ToComplete,

    /// <summary>The person said "not for me" or "wrong".</summary>
    Declined,
}

/// <summary>Why an item stands on its day.</summary>
/// <param name="Day">The day that the reason leads to.</param>
/// <param name="Period">The distance that was added.</param>
/// <param name="From">The day it was added to.</param>
/// <param name="Word">An antigen or a campaign.</param>
public sealed record ItemReason(
    ReasonKind Kind,
    DateOnly? Day = null,
    Period? Period = null,
    DateOnly? From = null,
    string? Word = null
);

public enum ReasonKind
{
    /// <summary>Planned at an age.</summary>
    Age,

    /// <summary>A distance from the dose before.</summary>
    AfterDose,

    /// <summary>A distance from the last injection of an antigen.</summary>
    AfterAntigen,

    /// <summary>A distance from the last time.</summary>
    AfterLast,

    /// <summary>The rule begins on a day.</summary>
    RuleBegins,

    /// <summary>Postponed while the last dose is recent.</summary>
    RecentDose,

    /// <summary>A season or a campaign.</summary>
    Season,

    /// <summary>Weeks of a pregnancy.</summary>
    Gestation,

    /// <summary>Every year of age.</summary>
    YearOfAge,

    /// <summary>A dose was given of which an antigen is missing.</summary>
    PartlyGiven,
}
