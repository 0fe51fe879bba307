using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>What belongs to weeks of a pregnancy.</summary>
internal static class GestationSchedule
{
    public static IEnumerable<DueItem> Items(RuleCase of)
    {
        if (of.Pregnancy is not { } pregnancy)
            return [];
        var weeks = new DayRange(
            pregnancy.At(of.Rule.Gestation!.FromSA),
            Days.After(pregnancy.At(of.Rule.Gestation.ToSA))
        );
        var window = weeks with { From = Days.Later(weeks.From, of.Begins) };
        return window.IsEmpty ? []
            : of.Rule.Recurrence is { Type: RecurrenceType.Seasonal } seasonal
                ? SeasonalSchedule.Items(of, seasonal, window)
            : [Item(of, pregnancy.LastPeriod, window)];
    }

    private static DueItem Item(RuleCase of, DateOnly pregnancy, DayRange window)
    {
        var reason = new ItemReason(ReasonKind.Gestation, window.From);
        var last = of
            .DoneOn.Where(day => day >= pregnancy && day < window.To)
            .Cast<DateOnly?>()
            .LastOrDefault();
        if (last is not { } done)
            return of.Item(window.From, window.To, pregnancy, reason);
        if (
            of.Rule.Recurrence?.Every is not { } every
            || every.After(done) is var next && next >= window.To
        )
            return of.Finished(done, pregnancy);
        return of.Item(
            Days.Later(next, window.From),
            window.To,
            next,
            new ItemReason(ReasonKind.AfterLast, next, every, done)
        ) with
        {
            DoneOn = done,
        };
    }
}
