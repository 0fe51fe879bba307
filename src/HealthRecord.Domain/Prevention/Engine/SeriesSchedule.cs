using System.Globalization;
using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>Numbered doses: which scheme is followed, what counts, and when the next dose comes.</summary>
internal static class SeriesSchedule
{
    public static IEnumerable<DueItem> Items(RuleCase of, List<DoseVerdict> verdicts)
    {
        if (Chosen(of) is not { } series)
            yield break;
        var count = new DoseCount(of, series);
        verdicts.AddRange(count.Verdicts);
        for (var n = 1; n <= count.Whole; n++)
            yield return Blank(of, series, n) with
            {
                State = ItemState.Done,
                DoneOn = count.WholeOn(n),
            };
        if (
            count.Whole < series.Doses.Count
            && Next(of, series, count, count.Whole + 1) is { } next
        )
            yield return next;
    }

    /// <summary>By the product that was given, then by what applies, then by priority. A started series is never left.</summary>
    private static DoseSeries? Chosen(RuleCase of)
    {
        var first = First(of);
        var ordered = of.Rule.Series.OrderBy(series => series.Priority).ToList();
        var given = of
            .Past.All.Where(entry =>
                entry.Product is not null
                && of.Rule.Antigens.Any(of.Past.AntigensOf(entry).Contains)
            )
            .Select(entry => entry.Product!);
        return ordered.Find(series =>
                series.Product is { } product
                && given.Any(name => name.StartsWith(product, StringComparison.OrdinalIgnoreCase))
            ) ?? ordered.Find(series => Applies(of, series, first));
    }

    /// <summary>The first injection that may be a first dose of any scheme.</summary>
    private static DateOnly? First(RuleCase of)
    {
        var youngest = of.Rule.Series.Min(series => series.Doses[0].Age.Valid.After(of.Born));
        return of
            .Past.All.FirstOrDefault(entry =>
                entry.Date >= youngest
                && (
                    of.Rule.Antigens.Any(of.Past.AntigensOf(entry).Contains)
                    || of.Rule.AcceptsAsDose.Any(accepted =>
                        accepted.N == 1
                        && !(entry.Date >= accepted.Before)
                        && accepted.Antigens.All(of.Past.AntigensOf(entry).Contains)
                    )
                )
            )
            ?.Date;
    }

    private static bool Applies(RuleCase of, DoseSeries series, DateOnly? first)
    {
        if (series.AppliesWhen is not { } when)
            return true;
        if (
            when.ConditionsAny.Count > 0
            && !when.ConditionsAny.Any(fact => of.Eligibility.Answer(fact) == true)
        )
            return false;
        if (when.ConditionsNone.Any(fact => of.Eligibility.Answer(fact) == true))
            return false;
        return when.AgeAtFirstDose is not { } age
            || (
                !(age.Min is { } min && !From(of, first, min.After(of.Born)))
                && !(age.Max is { } max && From(of, first, max.After(of.Born)))
            );
    }

    /// <summary>Whether the first dose lies on or after the day. Without one: the later of today and the start of eligibility.</summary>
    /// <remarks>Past the eligible age the last day of it stands for today, so that the scheme that ran out is the one that is told.</remarks>
    private static bool From(RuleCase of, DateOnly? first, DateOnly day) =>
        first is { } given
            ? given >= day
            : of.Age.From >= day || (day < of.Age.To && of.Day.Reached(day));

    private static DueItem? Next(RuleCase of, DoseSeries series, DoseCount count, int n)
    {
        var dose = series.Doses[n - 1];
        var reasons = new List<ItemReason>();
        var floor = Days.Later(of.Begins, n == 1 ? of.Age.From : of.Born);
        var earliest = Days.Later(dose.Age.Possible.After(of.Born), floor);
        var due = dose.Age.Planned.After(of.Born);
        reasons.Add(new(ReasonKind.Age, due, dose.Age.Planned));
        due = Days.Later(due, floor);
        if (of.Rule.EffectiveFrom is { } begins && due == begins && floor == begins)
            reasons.Add(new(ReasonKind.RuleBegins, begins));
        if (dose.Interval is { } interval && count.Reference(n) is { } reference)
        {
            earliest = Days.Later(earliest, interval.Min.After(reference));
            due = Days.Later(due, interval.Planned.After(reference));
            reasons.Add(
                interval.From.Antigen is { } antigen
                    ? new(
                        ReasonKind.AfterAntigen,
                        interval.Planned.After(reference),
                        interval.Planned,
                        reference,
                        antigen
                    )
                    : new(
                        ReasonKind.AfterDose,
                        interval.Planned.After(reference),
                        interval.Planned,
                        reference
                    )
            );
        }
        foreach (var (day, reason) in Postponed(of))
        {
            earliest = Days.Later(earliest, day);
            due = Days.Later(due, day);
            reasons.Add(reason);
        }
        var missing = count.Missing(n);
        if (missing.Count > 0)
            reasons.Add(new(ReasonKind.PartlyGiven));

        var started = of.Rule.FinishStarted && count.Whole > 0;
        var end = Days.Earlier(
            dose.Age.Max?.After(of.Born) ?? DateOnly.MaxValue,
            started ? DateOnly.MaxValue : of.Age.To
        );
        var item = Blank(of, series, n) with
        {
            End = end == DateOnly.MaxValue ? null : end,
            Missing = missing,
            Reasons = reasons,
        };
        if (of.Day.Reached(end))
            return of.Rule.OnClosed == OnClosed.Discuss && end > of.Begins
                ? item with
                {
                    State = ItemState.ClosedIncomplete,
                }
                : null;
        if (due >= end)
            due = earliest;
        if (due >= end)
            return null;
        var overdue = Overdue(of, dose, due) ?? (n == 1 ? LateInAnEarlierScheme(of, series) : null);
        return item with
        {
            Earliest = Days.Earlier(earliest, due),
            Due = due,
            OverdueFrom = overdue,
            State =
                !of.Day.Reached(due) ? ItemState.Upcoming
                : overdue is { } late && of.Day.Reached(late) ? ItemState.Overdue
                : ItemState.Due,
        };
    }

    private static DateOnly? Overdue(RuleCase of, DoseRule dose, DateOnly due) =>
        dose.Age.RecTo is { } recTo
            ? Days.Later(recTo.After(of.Born), new Period(0, 1, 0, 0).After(due))
            : null;

    /// <summary>A first dose that was late in the scheme of a younger age does not become less late by changing schemes.</summary>
    private static DateOnly? LateInAnEarlierScheme(RuleCase of, DoseSeries now)
    {
        DateOnly? late = null;
        foreach (var series in of.Rule.Series)
        {
            if (
                series == now
                || series.AppliesWhen is not { AgeAtFirstDose.Max: { } max } when
                || when.ConditionsAny.Count > 0
            )
                continue;
            var first = series.Doses[0];
            var due = Days.Later(
                first.Age.Planned.After(of.Born),
                Days.Later(of.Begins, of.Age.From)
            );
            if (Overdue(of, first, due) is { } day && day < max.After(of.Born) && !(late <= day))
                late = day;
        }
        return late;
    }

    private static IEnumerable<(DateOnly Day, ItemReason Reason)> Postponed(RuleCase of)
    {
        foreach (var skip in of.Rule.SkipIf)
            if (
                skip is { LastAntigen: { } antigen, Lt: { } young }
                && of.Past.LastOf(antigen, DateOnly.MaxValue) is { } last
            )
                yield return (
                    young.After(last),
                    new(ReasonKind.RecentDose, young.After(last), young, last, antigen)
                );
    }

    private static DueItem Blank(RuleCase of, DoseSeries series, int n) =>
        new()
        {
            Rule = of.Rule,
            Key = string.Create(CultureInfo.InvariantCulture, $"{of.Rule.Id}#{n}"),
            Dose = n,
            Series = series.Id,
            State = ItemState.Upcoming,
        };
}
