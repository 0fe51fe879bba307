using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Facts;

/// <summary>One plain question whose answer a rule may use. Nothing is ever inferred: only an answer counts.</summary>
/// <param name="Id">The name by which rules know it.</param>
/// <param name="Sex">Whom it is asked; null asks everybody.</param>
/// <param name="AgeMin">From which age it is asked.</param>
/// <param name="AgeMax">Up to which age (exclusive) it is asked.</param>
public sealed record RuleFact(
    string Id,
    FactText Fr,
    FactText En,
    RuleSex? Sex = null,
    Period? AgeMin = null,
    Period? AgeMax = null
)
{
    /// <summary>Two facts have dates and stages, and are told as a pregnancy instead of a yes.</summary>
    public bool IsDated => Id is Pregnancy.Fact or Pregnancy.AfterwardsFact;
}

/// <summary>The question, and one sentence that helps to answer it.</summary>
public sealed record FactText(string Question, string? Help = null);
