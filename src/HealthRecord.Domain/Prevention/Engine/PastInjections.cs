using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>What was done up to today, in order. What is dated later does not exist yet; what is dated before birth never counts.</summary>
internal sealed class PastInjections
{
    private readonly IReadOnlyList<PastEvent> events;
    private readonly Dictionary<string, IReadOnlySet<string>> antigensOf;

    public PastInjections(PreventionInput input, RuleSet rules, Horizon day)
    {
        antigensOf = rules
            .Rules.Where(rule => rule.Antigens.Count > 0)
            .ToDictionary(
                rule => rule.Id,
                rule => (IReadOnlySet<string>)rule.Antigens.ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal
            );
        var past = input
            .History.Where(entry => day.Reached(entry.Date))
            .OrderBy(entry => entry.Date)
            .ThenBy(entry => entry.Id, StringComparer.Ordinal)
            .ToList();
        BeforeBirth = [.. past.Where(entry => entry.Date < input.Person.Born)];
        events = [.. past.Where(entry => entry.Date >= input.Person.Born)];
    }

    public IReadOnlyList<PastEvent> All => events;

    public IReadOnlyList<PastEvent> BeforeBirth { get; }

    /// <summary>What an entry protects from; one that only names its rule counts for the rule's antigens.</summary>
    public IReadOnlySet<string> AntigensOf(PastEvent entry) =>
        entry.Antigens.Count == 0
        && entry.Rule is { } rule
        && antigensOf.TryGetValue(rule, out var antigens)
            ? antigens
            : entry.Antigens;

    /// <summary>The last day before <paramref name="before"/> on which the antigen was given, whether or not the dose counted.</summary>
    public DateOnly? LastOf(string antigen, DateOnly before) =>
        events
            .LastOrDefault(entry => entry.Date < before && AntigensOf(entry).Contains(antigen))
            ?.Date;

    /// <summary>The days on which the antigen was given, each once: two parents may both have written the same injection down.</summary>
    public int DaysOf(string antigen) =>
        events
            .Where(entry => AntigensOf(entry).Contains(antigen))
            .Select(entry => entry.Date)
            .Distinct()
            .Count();

    /// <summary>Days on which a rule was followed. Several antigens are done when the last of them is.</summary>
    public IReadOnlyList<DateOnly> DoneOn(Rule rule)
    {
        var named = events.Where(entry => entry.Rule == rule.Id).Select(entry => entry.Date);
        if (rule.Antigens.Count == 0)
            return [.. named.Distinct().Order()];
        var whole = events
            .Where(entry => rule.Antigens.All(AntigensOf(entry).Contains))
            .Select(entry => entry.Date);
        return [.. named.Concat(whole).Concat(Together(rule)).Distinct().Order()];
    }

    /// <summary>The days on which separate injections completed all antigens once more.</summary>
    private IEnumerable<DateOnly> Together(Rule rule)
    {
        if (rule.Antigens.Count < 2)
            yield break;
        var waiting = rule.Antigens.ToHashSet(StringComparer.Ordinal);
        foreach (var entry in events)
        {
            waiting.ExceptWith(AntigensOf(entry));
            if (waiting.Count > 0)
                continue;
            yield return entry.Date;
            waiting.UnionWith(rule.Antigens);
        }
    }
}
