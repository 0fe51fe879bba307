using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>The items in the order in which a family needs them.</summary>
/// <param name="Now">What is due: the longest overdue first; then what a professional has to decide.</param>
/// <param name="ToComplete">What may have been done before the record knew the person: one task a kind.</param>
/// <param name="Soon">What comes within twelve months, is possible already, or was put off.</param>
/// <param name="Later">What comes after that.</param>
internal sealed record CalendarSections(
    IReadOnlyList<DueItem> Now,
    IReadOnlyList<(RuleKind Kind, IReadOnlyList<DueItem> Items)> ToComplete,
    IReadOnlyList<DueItem> Soon,
    IReadOnlyList<DueItem> Later,
    IReadOnlyList<DueItem> Done,
    IReadOnlyList<DueItem> NotRecorded,
    IReadOnlyList<DueItem> Declined,
    IReadOnlyList<NotConcerned> NotConcerned
)
{
    private const int MonthsShown = 12;
    private const int AgeOfAdults = 18;

    public static CalendarSections Of(ProgrammeReading reading)
    {
        var items = reading.Said.Items;
        var horizon = reading.Today.AddMonths(MonthsShown);
        var upcoming = Where(items, ItemState.Upcoming).OrderBy(Day).ToList();
        return new(
            [
                .. items.Where(item => item.State == ItemState.Overdue).OrderBy(Day),
                .. items.Where(item => item.State == ItemState.Due).OrderBy(Day),
                .. Where(items, ItemState.ClosedIncomplete),
            ],
            [
                .. Where(items, ItemState.ToComplete)
                    .OrderBy(Day)
                    .GroupBy(item => item.Rule.Kind)
                    .OrderBy(group => group.Key)
                    .Select(group => (group.Key, (IReadOnlyList<DueItem>)[.. group])),
            ],
            [.. upcoming.Where(item => IsSoon(item, reading.Today, horizon))],
            [.. upcoming.Where(item => !IsSoon(item, reading.Today, horizon))],
            [.. Where(items, ItemState.Done).OrderByDescending(item => item.DoneOn)],
            [.. Where(items, ItemState.NotRecorded).Where(item => IsWorthTelling(item, reading))],
            [.. Where(items, ItemState.Declined)],
            reading.Said.NotConcerned
        );
    }

    private static bool IsSoon(DueItem item, DateOnly today, DateOnly horizon) =>
        item.Due <= horizon || item.Earliest <= today || item.PostponedUntil is not null;

    /// <summary>Nobody looks for the examinations of a childhood long ago in what was not recorded.</summary>
    private static bool IsWorthTelling(DueItem item, ProgrammeReading reading) =>
        item.Rule.Kind != RuleKind.Exam
        || reading.Input.Person.Born.AddYears(AgeOfAdults) > reading.Today;

    private static DateOnly Day(DueItem item) => item.Due ?? item.End ?? DateOnly.MaxValue;

    private static IEnumerable<DueItem> Where(IReadOnlyList<DueItem> items, ItemState state) =>
        items.Where(item => item.State == state);
}
