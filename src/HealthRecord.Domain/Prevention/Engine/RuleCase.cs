using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>One rule for one person on one day: what every kind of schedule needs to know.</summary>
internal sealed record RuleCase(
    Rule Rule,
    PreventionInput Input,
    PastInjections Past,
    IReadOnlyList<DayRange> Ages,
    EligibleAges Eligibility,
    IReadOnlyDictionary<string, Campaign> Campaigns,
    Horizon Day
)
{
    public DateOnly Born => Input.Person.Born;

    public Pregnancy? Pregnancy => Input.Facts.Pregnancy;

    public DateOnly Begins => Rule.EffectiveFrom ?? DateOnly.MinValue;

    /// <summary>The stretch of life that counts today: the one we are in, else the next one, else the last.</summary>
    public DayRange Age => Ages.FirstOrDefault(range => !Day.Reached(range.To), Ages[^1]);

    /// <summary>Days on which the rule was followed, in order: an entry that names it, or that covers its antigens.</summary>
    public IReadOnlyList<DateOnly> DoneOn => Past.DoneOn(Rule);

    /// <summary>The state of something that is not a numbered dose.</summary>
    public DueItem Item(
        DateOnly due,
        DateOnly end,
        DateOnly? occurrence,
        params ItemReason[] reasons
    ) =>
        new()
        {
            Rule = Rule,
            Key = Rule.Id,
            State =
                Day.Reached(end) ? ItemState.NotRecorded
                : Day.Reached(due) ? ItemState.Due
                : ItemState.Upcoming,
            Occurrence = occurrence,
            Earliest = due,
            Due = due,
            End = end == DateOnly.MaxValue ? null : end,
            Reasons = due == Begins ? [.. reasons, new(ReasonKind.RuleBegins, due)] : reasons,
        };

    public DueItem Finished(DateOnly on, DateOnly? occurrence) =>
        new()
        {
            Rule = Rule,
            Key = Rule.Id,
            State = ItemState.Done,
            Occurrence = occurrence,
            DoneOn = on,
        };
}
