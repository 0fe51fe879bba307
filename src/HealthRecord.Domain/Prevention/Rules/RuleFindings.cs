using System.Globalization;
using HealthRecord.Domain.Prevention.Facts;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>Collects what is wrong with a rule set, and knows the names that its parts may use.</summary>
internal abstract class RuleFindings
{
    private readonly List<RuleFileProblem> problems = [];
    private readonly HashSet<string> facts;
    private readonly HashSet<string> rules;
    private readonly HashSet<string> campaigns;

    protected RuleFindings(RuleSet set, IReadOnlyList<RuleFact> known)
    {
        facts = [.. known.Select(fact => fact.Id)];
        rules = [.. set.Rules.Where(rule => rule is not null).Select(rule => rule.Id)];
        campaigns =
        [
            .. set
                .Campaigns.Where(campaign => campaign is not null)
                .Select(campaign => campaign.Id),
        ];
    }

    public IReadOnlyList<RuleFileProblem> Problems => problems;

    protected void KnownFact(string fact, string path) =>
        Expect(facts.Contains(fact), path, $"unknown fact {fact}");

    protected void KnownRule(string rule, string path) =>
        Expect(rules.Contains(rule), path, $"unknown rule {rule}");

    protected void KnownAntigen(string antigen, string path) =>
        Expect(Antigens.All.Contains(antigen), path, $"unknown antigen {antigen}");

    protected void KnownCampaign(string? campaign, string path) =>
        Expect(
            campaign is null || campaigns.Contains(campaign),
            path,
            $"unknown campaign {campaign}"
        );

    /// <summary>Periods have no order of their own (P8W and P2M): they are compared from a day that shows the usual one.</summary>
    protected void Increasing(string path, Period? from, Period? to, bool strictly = false)
    {
        if (from is not { } low || to is not { } high)
            return;
        var start = new DateOnly(2001, 3, 1);
        var apart = high.After(start).DayNumber - low.After(start).DayNumber;
        Expect(strictly ? apart > 0 : apart >= 0, path, $"{high} is not after {low}");
    }

    protected void Unique(IEnumerable<string?> ids, string path)
    {
        foreach (
            var twice in ids.GroupBy(id => id, StringComparer.Ordinal)
                .Where(group => group.Key is not null && group.Skip(1).Any())
        )
            Say(path, $"{twice.Key} stands twice");
    }

    protected void Each<T>(IReadOnlyList<T> list, string path, Action<T, string> check)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            if (list[i] is null)
                Say(at, "null");
            else
                check(list[i], at);
        }
    }

    protected void Expect(bool holds, string path, string otherwise)
    {
        if (!holds)
            Say(path, otherwise);
    }

    protected void Say(string path, string message) => problems.Add(new(null, path, message));
}
