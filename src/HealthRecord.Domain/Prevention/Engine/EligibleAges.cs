using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>In which stretches of life a rule is for a person, with the facts as they are today.</summary>
internal sealed class EligibleAges(PreventionSubject person, AnsweredFacts facts, Horizon day)
{
    /// <summary>Stretches in order, apart from each other; or none, and why.</summary>
    public (IReadOnlyList<DayRange> Ages, NotConcerned? Why) Of(Rule rule)
    {
        var open = new List<string>();
        var reasons = new List<NotConcernedReason>();
        var ages = Joined(Of(rule.Eligibility, open, reasons));
        return ages.Count > 0
            ? (ages, null)
            : ([], new(rule, Told(reasons), [.. open.Distinct(StringComparer.Ordinal)]));
    }

    /// <summary>Yes, no, or null where nobody has answered.</summary>
    public bool? Answer(string fact) =>
        fact switch
        {
            Pregnancy.Fact when facts.Pregnancy is { } p => day.Inside(new(p.LastPeriod, p.Over)),
            Pregnancy.AfterwardsFact when facts.Pregnancy is { } p => p.Afterwards is { } after
                && day.Inside(new(after.From, after.To)),
            _ => facts.Answers.TryGetValue(fact, out var answer) ? answer : null,
        };

    private IEnumerable<DayRange> Of(
        Eligibility who,
        List<string> open,
        List<NotConcernedReason> reasons
    )
    {
        if (Stopped(who, open) is { } why)
        {
            reasons.Add(why);
            return [];
        }
        var own = new DayRange(
            who.AgeMin?.After(person.Born) ?? person.Born,
            who.AgeMax?.After(person.Born) ?? DateOnly.MaxValue
        );
        if (who.Any.Count == 0)
            return [own];
        return who
            .Any.SelectMany(branch => Of(branch, open, reasons))
            .Select(own.And)
            .Where(range => !range.IsEmpty)
            .ToList();
    }

    private NotConcernedReason? Stopped(Eligibility who, List<string> open)
    {
        if (person.Born < who.BornFrom || person.Born >= who.BornBefore)
            return NotConcernedReason.Born;
        if (who.Sex.Count > 0 && person.Sex is null)
            return NotConcernedReason.SexNotStated;
        if (who.Sex.Count > 0 && !who.Sex.Contains(person.Sex!.Value))
            return NotConcernedReason.Sex;
        if (
            who.ConditionsNone.Any(fact => Answer(fact) == true)
            || who.Conditions.Any(fact => Answer(fact) == false)
        )
            return NotConcernedReason.Facts;
        var unanswered = who.Conditions.Where(fact => Answer(fact) is null).ToList();
        if (who.ConditionsAny.Count > 0 && !who.ConditionsAny.Any(fact => Answer(fact) == true))
        {
            unanswered.AddRange(who.ConditionsAny.Where(fact => Answer(fact) is null));
            if (unanswered.Count == 0)
                return NotConcernedReason.Facts;
        }
        open.AddRange(unanswered);
        return unanswered.Count > 0 ? NotConcernedReason.FactsNotAnswered : null;
    }

    /// <summary>The reason that a person can do something about comes first.</summary>
    private static NotConcernedReason Told(List<NotConcernedReason> reasons) =>
        reasons.Contains(NotConcernedReason.FactsNotAnswered) ? NotConcernedReason.FactsNotAnswered
        : reasons.Contains(NotConcernedReason.SexNotStated) ? NotConcernedReason.SexNotStated
        : reasons.Count > 0 ? reasons[0]
        : NotConcernedReason.Age;

    private static List<DayRange> Joined(IEnumerable<DayRange> ranges)
    {
        var joined = new List<DayRange>();
        foreach (var range in ranges.Where(range => !range.IsEmpty).OrderBy(range => range.From))
            if (joined.Count > 0 && range.From <= joined[^1].To)
                joined[^1] = new(joined[^1].From, Days.Later(joined[^1].To, range.To));
            else
                joined.Add(range);
        return joined;
    }
}
