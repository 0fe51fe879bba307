using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>What happens once in a window of age, at fixed ages, every so often, or step by step.</summary>
internal static class RecurrenceSchedule
{
    public static IEnumerable<DueItem> Items(RuleCase of)
    {
        var recurrence = of.Rule.Recurrence!;
        return recurrence.Type switch
        {
            RecurrenceType.Once => Once(of, recurrence),
            RecurrenceType.FixedAges => FixedAges(of, recurrence),
            RecurrenceType.Sequence => Sequence(of, recurrence),
            RecurrenceType.Seasonal => SeasonalSchedule.Items(of, recurrence, DayRange.Always),
            _ when recurrence.Anchor == Anchor.Birthday => EveryYearOfAge(of),
            _ => Every(of, recurrence),
        };
    }

    private static IEnumerable<DueItem> Once(RuleCase of, Recurrence recurrence)
    {
        if (of.DoneOn.Count > 0)
            return [of.Finished(of.DoneOn[0], null)];
        var ages = new DayRange(
            recurrence.Window!.AgeFrom!.Value.After(of.Born),
            recurrence.Window.AgeTo!.Value.After(of.Born)
        ).And(of.Age);
        var due = Days.Later(ages.From, of.Begins);
        return due < ages.To
            ?
            [
                of.Item(
                    due,
                    ages.To,
                    null,
                    new ItemReason(ReasonKind.Age, due, recurrence.Window.AgeFrom)
                ),
            ]
            : [];
    }

    private static IEnumerable<DueItem> FixedAges(RuleCase of, Recurrence recurrence)
    {
        foreach (var age in recurrence.Ages)
        {
            var at = age.After(of.Born);
            var window = new DayRange(at, (recurrence.GraceAfter ?? Period.Zero).After(at)).And(
                of.Age
            );
            var counted = recurrence.GraceBefore?.Before(at) ?? at;
            if (
                of
                    .DoneOn.Cast<DateOnly?>()
                    .FirstOrDefault(day => day >= counted && day < window.To) is
                { } done
            )
                yield return of.Finished(done, at);
            else if (Days.Later(window.From, of.Begins) is var due && due < window.To)
                yield return of.Item(due, window.To, at, new ItemReason(ReasonKind.Age, due, age));
        }
    }

    private static IEnumerable<DueItem> EveryYearOfAge(RuleCase of)
    {
        // The current year of age, found by asking for birthdays: the day of the next one is a day on which the answer changes.
        var year = 0;
        while (of.Day.Reached(new Period(year + 1, 0, 0, 0).After(of.Born)))
            year++;
        for (
            var y = year;
            y <= year + 1 || new Period(y, 0, 0, 0).After(of.Born) <= of.Age.From;
            y++
        )
        {
            var birthday = new Period(y, 0, 0, 0).After(of.Born);
            var window = new DayRange(birthday, new Period(y + 1, 0, 0, 0).After(of.Born)).And(
                of.Age
            );
            if (window.IsEmpty)
                continue;
            if (
                of
                    .DoneOn.Cast<DateOnly?>()
                    .FirstOrDefault(day => day >= window.From && day < window.To) is
                { } done
            )
            {
                yield return of.Finished(done, birthday);
                continue;
            }
            if (Days.Later(window.From, of.Begins) is var due && due < window.To)
                yield return of.Item(
                    due,
                    window.To,
                    birthday,
                    new ItemReason(ReasonKind.YearOfAge, birthday)
                );
            yield break;
        }
    }

    private static IEnumerable<DueItem> Every(RuleCase of, Recurrence recurrence)
    {
        var anchor = recurrence.AnchorAge?.After(of.Born);
        var from = anchor is { } age
            ? recurrence.GraceBefore?.Before(age) ?? age
            : DateOnly.MinValue;
        var last = of.DoneOn.Where(day => day >= from).Cast<DateOnly?>().LastOrDefault();
        var after = recurrence.Every!.Value;
        foreach (var other in recurrence.FirstAfter)
            if (LastOf(of, other) is { } day && !(day <= last))
                (last, after) = (day, other.Interval);
        var start = Days.Later(anchor ?? of.Age.From, of.Age.From);
        var planned = last is { } done ? Days.Later(after.After(done), of.Age.From) : start;
        var due = Days.Later(planned, of.Begins);
        if (due >= of.Age.To)
            return [];
        var reason = last is { } then
            ? new ItemReason(ReasonKind.AfterLast, due, after, then)
            : new ItemReason(
                ReasonKind.Age,
                due,
                recurrence.AnchorAge ?? of.Rule.Eligibility.AgeMin
            );
        return [of.Item(due, of.Age.To, due, reason) with { DoneOn = last }];
    }

    private static DateOnly? LastOf(RuleCase of, AfterProcedure other) =>
        of
            .Past.All.Where(entry =>
                (
                    entry.Rule is { } rule
                    && other.Rules.Contains(rule, StringComparer.Ordinal)
                    && entry.Procedure is null
                )
                || entry.Procedure == other.Procedure
            )
            .Select(entry => (DateOnly?)entry.Date)
            .LastOrDefault();

    private static IEnumerable<DueItem> Sequence(RuleCase of, Recurrence recurrence)
    {
        var done = of.DoneOn;
        var step = recurrence
            .Steps[Math.Min(done.Count, recurrence.Steps.Count - 1)]
            .After
            .Distance;
        var planned =
            done.Count == 0
                ? (step?.After(of.Born) ?? of.Age.From)
                : (step ?? Period.Zero).After(done[^1]);
        var due = Days.Later(Days.Later(planned, of.Age.From), of.Begins);
        if (due >= of.Age.To)
            return [];
        var reason =
            done.Count > 0
                ? new ItemReason(ReasonKind.AfterLast, due, step, done[^1])
                : new ItemReason(ReasonKind.Age, due, of.Rule.Eligibility.AgeMin);
        return
        [
            of.Item(due, of.Age.To, due, reason) with
            {
                DoneOn = done.Count > 0 ? done[^1] : null,
            },
        ];
    }
}
