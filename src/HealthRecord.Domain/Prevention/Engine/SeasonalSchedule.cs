using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>What comes back with a season or a campaign.</summary>
internal static class SeasonalSchedule
{
    /// <summary>Seasons looked at from the first that matters: the running one, the next, and one in reserve.</summary>
    private const int Years = 3;

    /// <param name="within">A pregnancy's weeks, or always.</param>
    public static IEnumerable<DueItem> Items(RuleCase of, Recurrence recurrence, DayRange within)
    {
        foreach (var season in Seasons(of, recurrence).OrderBy(season => season.Days.From))
        {
            if (of.Day.Reached(season.Days.To))
                continue;
            var counted = recurrence.GraceBefore?.Before(season.Days.From) ?? season.Days.From;
            if (
                of
                    .DoneOn.Cast<DateOnly?>()
                    .FirstOrDefault(day => day >= counted && day < season.Days.To) is
                { } done
            )
            {
                yield return of.Finished(done, season.Days.From);
                continue;
            }
            if (Item(of, recurrence, season, within) is not { } item)
                continue;
            yield return item;
            yield break;
        }
    }

    private static DueItem? Item(RuleCase of, Recurrence recurrence, Season season, DayRange within)
    {
        foreach (var age in of.Ages)
        {
            var window = season
                .Days.And(age)
                .And(within)
                .And(season.FromAge is { } from ? new(from, DateOnly.MaxValue) : DayRange.Always);
            if (window.IsEmpty || of.Day.Reached(window.To))
                continue;
            var due = Days.Later(window.From, of.Begins);
            var reasons = new List<ItemReason>
            {
                new(ReasonKind.Season, season.Days.From, null, null, season.Name),
            };
            if (
                Distance(of, recurrence, due) is { } distance
                && LastDone(of) is { } last
                && distance.After(last) > due
            )
            {
                due = distance.After(last);
                reasons.Add(new(ReasonKind.AfterLast, due, distance, last));
            }
            if (due < window.To)
                return of.Item(due, window.To, season.Days.From, [.. reasons]) with
                {
                    Provisional = season.Provisional,
                };
        }
        return null;
    }

    private static DateOnly? LastDone(RuleCase of) => of.DoneOn.Count > 0 ? of.DoneOn[^1] : null;

    /// <summary>How long after the last one, at the age that the person has then.</summary>
    private static Period? Distance(RuleCase of, Recurrence recurrence, DateOnly on) =>
        recurrence
            .Overrides.LastOrDefault(change =>
                change.MinIntervalSinceLast is not null && change.AgeMin?.After(of.Born) <= on
            )
            ?.MinIntervalSinceLast
        ?? recurrence.MinIntervalSinceLast;

    private static IEnumerable<Season> Seasons(RuleCase of, Recurrence recurrence)
    {
        if (recurrence.Window is { Start: { } start, End: { } end })
            foreach (var year in YearsOf(of))
                yield return new(Of(start, end, year), null, false, null);
        if (recurrence.Campaign is { } campaign)
            foreach (var season in Seasons(of, of.Campaigns[campaign], null))
                yield return season;
        foreach (var change in recurrence.Overrides)
            if (change.Campaign is { } more)
                foreach (
                    var season in Seasons(of, of.Campaigns[more], change.AgeMin?.After(of.Born))
                )
                    yield return season;
    }

    private static IEnumerable<Season> Seasons(RuleCase of, Campaign campaign, DateOnly? fromAge)
    {
        foreach (var year in YearsOf(of))
            if (
                campaign.Editions.FirstOrDefault(edition => edition.Start.Year == year) is
                { } edition
            )
                yield return new(
                    new(edition.Start, Days.After(edition.End)),
                    campaign.Title,
                    false,
                    fromAge
                );
            else if (campaign is { Start: { } start, End: { } end })
                yield return new(
                    Of(start, end, year),
                    campaign.Title,
                    campaign.ProvisionalRecurrence,
                    fromAge
                );
    }

    private static DayRange Of(YearDay start, YearDay end, int year)
    {
        var from = start.In(year);
        var last = end.In(year);
        return new(
            from,
            Days.After(last < from ? end.In(Math.Min(year + 1, DateOnly.MaxValue.Year)) : last)
        );
    }

    /// <summary>From the year before today (a season crosses New Year) or before the eligible age begins.</summary>
    private static IEnumerable<int> YearsOf(RuleCase of)
    {
        var first = of.Age.From.Year;
        while (
            first < DateOnly.MaxValue.Year - Years && of.Day.Reached(new DateOnly(first + 2, 1, 1))
        )
            first++;
        return Enumerable
            .Range(Math.Max(1, first - 1), Years + 2)
            .Where(year => year < DateOnly.MaxValue.Year);
    }

    private sealed record Season(DayRange Days, string? Name, bool Provisional, DateOnly? FromAge);
}
