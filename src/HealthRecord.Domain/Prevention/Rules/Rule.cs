namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>One line of a programme: for whom, when, and from which source.</summary>
/// <remarks>A rule without series, recurrence and gestation is an information card and is never due.</remarks>
public sealed record Rule
{
    public required string Id { get; init; }

    public required RuleKind Kind { get; init; }

    public required string Jurisdiction { get; init; }

    public required string Title { get; init; }

    public required string Message { get; init; }

    public required LegalStatus LegalStatus { get; init; }

    /// <summary>Both ends inclusive, compared with the day of evaluation: outside, the rule does not exist.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    public DateOnly? EffectiveTo { get; init; }

    public Eligibility Eligibility { get; init; } = new();

    public IReadOnlyList<string> Antigens { get; init; } = [];

    public bool LiveVaccine { get; init; }

    public IReadOnlyList<DoseSeries> Series { get; init; } = [];

    public Recurrence? Recurrence { get; init; }

    public GestationWindow? Gestation { get; init; }

    public IReadOnlyList<SkipCondition> SkipIf { get; init; } = [];

    public bool Certificate { get; init; }

    public string? Note { get; init; }

    public required Confidence Confidence { get; init; }

    public string? ConfidenceNote { get; init; }

    public required IReadOnlyList<RuleSource> Sources { get; init; }

    /// <summary>A series with at least one valid dose may go on after the eligible age.</summary>
    public bool FinishStarted { get; init; }

    public OnClosed OnClosed { get; init; }

    public IReadOnlyList<AcceptedDose> AcceptsAsDose { get; init; } = [];

    public bool IsInformation => Series.Count == 0 && Recurrence is null && Gestation is null;
}

/// <summary>Where a rule was read. A publisher that is not a public authority is shown as a secondary source.</summary>
public sealed record RuleSource(
    string Title,
    string? Url = null,
    string? Date = null,
    bool Authority = false
);

/// <summary>Weeks since the first day of the last period; the day is round(7 x), both ends inclusive.</summary>
public sealed record GestationWindow
{
    public required double FromSA { get; init; }

    public required double ToSA { get; init; }
}

/// <summary>Other antigens that count for one dose when they were given before a day.</summary>
public sealed record AcceptedDose
{
    public required int N { get; init; }

    public required IReadOnlyList<string> Antigens { get; init; }

    public DateOnly? Before { get; init; }
}
