using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>Reads a programme for one person: pure, without clock or storage.</summary>
/// <remarks>
/// Order: effective dates, eligibility, what makes the rule unnecessary, the schedule, what the record can know, what the person
/// decided, the lead time of the reminder.
/// </remarks>
public static class PreventionEngine
{
    /// <param name="today">The local day of the person.</param>
    public static Evaluation Evaluate(
        PreventionInput input,
        RuleSet rules,
        DateOnly today,
        LeadTimes? leads = null
    )
    {
        var day = new Horizon(today);
        if (!day.Reached(input.Person.Born) || (input.Person.Died is { } died && day.Reached(died)))
            return new([], [], [], day.Next);

        var past = new PastInjections(input, rules, day);
        var campaigns = rules.Campaigns.ToDictionary(
            campaign => campaign.Id,
            StringComparer.Ordinal
        );
        var eligible = new EligibleAges(input.Person, input.Facts, day);
        var items = new List<DueItem>();
        var others = new List<NotConcerned>();
        var verdicts = new List<DoseVerdict>();
        foreach (var rule in rules.Rules)
        {
            if (
                !day.Reached(rule.EffectiveFrom ?? DateOnly.MinValue)
                || (rule.EffectiveTo is { } last && day.Reached(Days.After(last)))
            )
                continue;
            var (ages, why) = eligible.Of(rule);
            if (why is null && NotNeeded(rule, past, eligible))
                why = new(rule, NotConcernedReason.NotNeeded, []);
            if (why is null && rule.IsInformation)
                why = new(rule, NotConcernedReason.Information, []);
            if (why is not null)
            {
                others.Add(why);
                continue;
            }
            var of = new RuleCase(rule, input, past, ages, eligible, campaigns, day);
            var scheduled =
                rule.Series.Count > 0 ? SeriesSchedule.Items(of, verdicts)
                : rule.Gestation is not null ? GestationSchedule.Items(of)
                : RecurrenceSchedule.Items(of);
            items.AddRange(
                scheduled.Select(item => Settled(item, input, day, leads ?? LeadTimes.Usual))
            );
        }
        return new(items, others, verdicts, day.Next);
    }

    private static bool NotNeeded(Rule rule, PastInjections past, EligibleAges eligible) =>
        rule.SkipIf.Any(skip =>
            skip is { CountedAntigen: { } antigen, Gte: { } enough }
                ? past.DaysOf(antigen) >= enough
                : skip.StoredFact is { } fact && eligible.Answer(fact) == (skip.Eq ?? true)
        );

    /// <summary>What is not known is not late; what was declined is not asked again; what was postponed waits.</summary>
    private static DueItem Settled(
        DueItem item,
        PreventionInput input,
        Horizon day,
        LeadTimes leads
    )
    {
        if (
            item.State is ItemState.Done or ItemState.NotRecorded
            || item.Due is null && item.State != ItemState.ClosedIncomplete
        )
            return item;
        var decisions = input
            .Decisions.Where(said =>
                said.Item == item.Key
                && (said.Occurrence is null || said.Occurrence == item.Occurrence)
            )
            .ToList();
        if (decisions.Exists(said => said.Kind is DecisionKind.NotForMe or DecisionKind.Wrong))
            return item with { State = ItemState.Declined };
        if (
            !input.Knowledge.Covers(item.Rule.Kind, item.Due ?? item.End!.Value)
            || decisions.Exists(said => said.Kind == DecisionKind.DoneDateUnknown)
        )
            return item with { State = ItemState.ToComplete };
        if (item.Due is not { } due)
            return item;
        var remind = due.AddDays(-Math.Min(leads.Of(item.Rule.Kind), due.DayNumber));
        var until = decisions
            .Where(said => said.Kind == DecisionKind.Later)
            .Max(said => said.Until);
        if (until is { } later && !day.Reached(later))
            return item with
            {
                State = ItemState.Upcoming,
                PostponedUntil = later,
                RemindFrom = Days.Later(remind, later),
            };
        // Asked for its effect on the next day of change: from here on the item is spoken of.
        day.Reached(remind);
        return item with { RemindFrom = remind };
    }
}
