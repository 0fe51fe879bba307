using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>One item as it is told.</summary>
/// <param name="Lang">The language to mark on title and message where it is not the page's.</param>
/// <param name="State">The state in words; <paramref name="Icon"/> and <paramref name="Tone"/> only underline it.</param>
public sealed record ItemView(
    DueItem Item,
    string Title,
    string Message,
    string? Lang,
    string State,
    string Icon,
    string Tone
)
{
    public string? Dose { get; init; }

    public required string When { get; init; }

    public string? Missing { get; init; }

    /// <summary>The last time, of what comes back.</summary>
    public string? Last { get; init; }

    /// <summary>What the person wrote to their word.</summary>
    public string? Note { get; init; }

    /// <summary>It was done, nobody knows when.</summary>
    public bool IsDateUnknown { get; init; }

    public required WhyView Why { get; init; }

    /// <summary>What can be taken back.</summary>
    public WordBack? Undo { get; init; }

    public bool IsInjection => Item.Rule.Antigens.Count > 0;

    /// <summary>Stays the same over a reload, and tells the seasons of one item apart.</summary>
    public string Id => $"{Item.Key}/{Item.Occurrence:yyyy-MM-dd}/{Item.State}";
}

/// <param name="Questions">Those whose answer would change it.</param>
/// <param name="Programme">Which programme it was read from.</param>
public sealed record WhyView(
    Rule Rule,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> Questions,
    string Programme
);

/// <summary>A line that does not apply today.</summary>
public sealed record OtherView(
    string Title,
    string Message,
    string? Lang,
    string Words,
    NotConcernedReason Reason,
    WhyView Why
);

/// <summary>An entry that can be taken back, and the version that was seen.</summary>
public sealed record WordBack(EntryId Entry, long Version);

/// <summary>What the person says about one item of the calendar.</summary>
/// <param name="DoneOn">The day it was done.</param>
/// <param name="Kind">What else was said; null when it was done on a day.</param>
public sealed record ItemSaid(
    DueItem Item,
    DateOnly? DoneOn = null,
    DecisionKind? Kind = null,
    DateOnly? Until = null,
    string? Note = null
);
