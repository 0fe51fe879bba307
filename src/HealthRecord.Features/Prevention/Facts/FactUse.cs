using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Features.Prevention.Facts;

/// <summary>Which lines of a programme an answer can change: nobody is asked what changes nothing.</summary>
internal static class FactUse
{
    public static ILookup<string, Rule> Of(IEnumerable<Rule> rules) =>
        rules
            .SelectMany(rule => Facts(rule).Distinct(StringComparer.Ordinal).Select(f => (f, rule)))
            .ToLookup(use => use.f, use => use.rule, StringComparer.Ordinal);

    public static IEnumerable<RuleFact> Of(Rule rule) =>
        Facts(rule).Distinct(StringComparer.Ordinal).Select(FactCatalogue.Find).OfType<RuleFact>();

    /// <summary>By sex and age: a question bound to a sex is asked of nobody whose sex is not stated.</summary>
    public static bool IsAskedOf(RuleFact fact, DateOnly born, RuleSex? sex, DateOnly today) =>
        (fact.Sex is null || fact.Sex == sex)
        && !(fact.AgeMin?.After(born) > today)
        && !(fact.AgeMax?.After(born) <= today);

    private static IEnumerable<string> Facts(Rule rule) =>
        Facts(rule.Eligibility)
            .Concat(
                rule.Series.SelectMany(series =>
                    series.AppliesWhen is { } when
                        ? when.ConditionsAny.Concat(when.ConditionsNone)
                        : []
                )
            )
            .Concat(rule.SkipIf.Select(skip => skip.StoredFact).OfType<string>());

    private static IEnumerable<string> Facts(Eligibility who) =>
        who
            .Conditions.Concat(who.ConditionsAny)
            .Concat(who.ConditionsNone)
            .Concat(who.Any.SelectMany(Facts));
}
