namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>A season that a rule waits for, or a national month or day.</summary>
/// <remarks>One without dates (its rule is written out in words) is shown to nobody.</remarks>
public sealed record Campaign
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public YearDay? Start { get; init; }

    /// <summary>Inclusive; before <see cref="Start"/> it lies in the next year.</summary>
    public YearDay? End { get; init; }

    public string? Rule { get; init; }

    public string? Note { get; init; }

    /// <summary>The yearly dates are a guess until an edition is published: worded "date à confirmer".</summary>
    public bool ProvisionalRecurrence { get; init; }

    public required Confidence Confidence { get; init; }

    public string? ConfidenceNote { get; init; }

    /// <summary>Published dates, which replace the yearly ones for the season that begins in the same year.</summary>
    public IReadOnlyList<CampaignEdition> Editions { get; init; } = [];
}

/// <summary>The dates of one season, both inclusive.</summary>
public sealed record CampaignEdition
{
    public required string Season { get; init; }

    public required DateOnly Start { get; init; }

    public required DateOnly End { get; init; }
}
