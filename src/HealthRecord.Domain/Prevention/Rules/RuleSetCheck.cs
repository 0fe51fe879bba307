using System.Globalization;
using HealthRecord.Domain.Prevention.Facts;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>What the shape of a rule file cannot say: names that exist, numbers in order, parts that fit together.</summary>
internal sealed class RuleSetCheck : RuleFindings
{
    private RuleSetCheck(RuleSet set, IReadOnlyList<RuleFact> known)
        : base(set, known) { }

    public static IReadOnlyList<RuleFileProblem> Run(RuleSet set, IReadOnlyList<RuleFact> known)
    {
        var check = new RuleSetCheck(set, known);
        if (set.Rules.Count == 0)
            check.Say("$.rules", "no rule");
        check.Unique(set.Rules.Select(rule => rule?.Id), "$.rules");
        check.Unique(set.Campaigns.Select(campaign => campaign?.Id), "$.campaigns");
        check.Each(set.Rules, "$.rules", check.OfRule);
        check.Each(set.Campaigns, "$.campaigns", check.OfCampaign);
        return check.Problems;
    }

    private void OfRule(Rule rule, string path)
    {
        if (rule.Id.Length == 0)
            Say($"{path}.id", "empty");
        if (rule.Sources.Count == 0)
            Say($"{path}.sources", "no source");
        Each(
            rule.Sources,
            $"{path}.sources",
            (source, at) => Expect(source.Title.Length > 0, $"{at}.title", "empty")
        );
        Expect(
            !(rule.EffectiveFrom > rule.EffectiveTo),
            $"{path}.effectiveTo",
            "before effectiveFrom"
        );
        Each(rule.Antigens, $"{path}.antigens", KnownAntigen);
        OfEligibility(rule.Eligibility, $"{path}.eligibility");
        Each(rule.Series, $"{path}.series", (series, at) => OfSeries(rule, series, at));
        if (rule.Series.Count > 0)
        {
            Expect(rule.Antigens.Count > 0, $"{path}.antigens", "a series needs antigens");
            Expect(
                rule.Recurrence is null && rule.Gestation is null,
                path,
                "a series has neither recurrence nor gestation"
            );
            Unique(rule.Series.Select(series => series?.Id), $"{path}.series");
        }
        Expect(
            rule.AcceptsAsDose.Count == 0 || rule.Series.Count > 0,
            $"{path}.acceptsAsDose",
            "without a series"
        );
        Each(rule.AcceptsAsDose, $"{path}.acceptsAsDose", OfAccepted);
        Each(rule.SkipIf, $"{path}.skipIf", OfSkip);
        if (rule.Gestation is { } weeks)
            Expect(
                weeks.FromSA >= 0 && weeks.FromSA <= weeks.ToSA && weeks.ToSA < 100,
                $"{path}.gestation",
                "not an increasing window of weeks"
            );
        if (rule.Recurrence is { } recurrence)
            OfRecurrence(rule, recurrence, $"{path}.recurrence");
    }

    private void OfEligibility(Eligibility who, string path)
    {
        Increasing($"{path}.ageMax", who.AgeMin, who.AgeMax, strictly: true);
        Expect(!(who.BornFrom >= who.BornBefore), $"{path}.bornBefore", "not after bornFrom");
        Each(who.Conditions, $"{path}.conditions", KnownFact);
        Each(who.ConditionsAny, $"{path}.conditionsAny", KnownFact);
        Each(who.ConditionsNone, $"{path}.conditionsNone", KnownFact);
        Each(who.Any, $"{path}.any", OfEligibility);
    }

    private void OfSeries(Rule rule, DoseSeries series, string path)
    {
        Expect(series.Doses.Count > 0, $"{path}.doses", "no dose");
        for (var i = 0; i < series.Doses.Count; i++)
            if (series.Doses[i] is { } dose)
                OfDose(
                    dose,
                    i + 1,
                    string.Create(CultureInfo.InvariantCulture, $"{path}.doses[{i}]")
                );
            else
                Say(string.Create(CultureInfo.InvariantCulture, $"{path}.doses[{i}]"), "null");
        foreach (var accepted in rule.AcceptsAsDose)
            Expect(
                accepted is null || accepted.N <= series.Doses.Count,
                path,
                "acceptsAsDose names a dose that the series has not"
            );
        if (series.AppliesWhen is not { } when)
            return;
        Each(when.ConditionsAny, $"{path}.appliesWhen.conditionsAny", KnownFact);
        Each(when.ConditionsNone, $"{path}.appliesWhen.conditionsNone", KnownFact);
        Increasing(
            $"{path}.appliesWhen.ageAtFirstDose",
            when.AgeAtFirstDose?.Min,
            when.AgeAtFirstDose?.Max,
            strictly: true
        );
    }

    private void OfDose(DoseRule dose, int number, string path)
    {
        Expect(dose.N == number, $"{path}.n", $"not {number}, its place in the series");
        var age = dose.Age;
        Increasing($"{path}.age.min", age.AbsMin, age.Min);
        Increasing($"{path}.age.recFrom", age.Possible, age.RecFrom);
        Increasing($"{path}.age.recTo", age.Planned, age.RecTo);
        Increasing($"{path}.age.max", age.RecTo ?? age.Planned, age.Max);
        if (dose.Interval is not { } interval)
            return;
        Increasing($"{path}.interval.min", interval.AbsMin, interval.Min);
        Increasing($"{path}.interval.rec", interval.Min, interval.Rec);
        Increasing($"{path}.interval.max", interval.Planned, interval.Max);
        Expect(
            interval.From.Antigen is not null || number > 1,
            $"{path}.interval.from",
            "the first dose has none before it"
        );
        Expect(interval.From.Dose < number, $"{path}.interval.from", "not an earlier dose");
        if (interval.From.Antigen is { } antigen)
            KnownAntigen(antigen, $"{path}.interval.from");
    }

    private void OfAccepted(AcceptedDose accepted, string path)
    {
        Expect(accepted.N >= 1, $"{path}.n", "below 1");
        Expect(accepted.Antigens.Count > 0, $"{path}.antigens", "no antigen");
        Each(accepted.Antigens, $"{path}.antigens", KnownAntigen);
    }

    private void OfSkip(SkipCondition skip, string path)
    {
        if (skip.CountedAntigen is { } counted)
        {
            KnownAntigen(counted, $"{path}.fact");
            Expect(
                skip is { Gte: > 0, Lt: null, Eq: null },
                path,
                "a number of doses needs gte alone"
            );
        }
        else if (skip.LastAntigen is { } last)
        {
            KnownAntigen(last, $"{path}.fact");
            Expect(
                skip is { Lt: not null, Gte: null, Eq: null },
                path,
                "the age of a dose needs lt alone"
            );
        }
        else
        {
            KnownFact(skip.Fact, $"{path}.fact");
            Expect(skip is { Lt: null, Gte: null }, path, "a fact is only yes or no");
        }
    }

    private void OfRecurrence(Rule rule, Recurrence recurrence, string path)
    {
        var window = recurrence.Window;
        Expect(
            rule.Gestation is null
                || recurrence.Type is RecurrenceType.Every or RecurrenceType.Seasonal,
            $"{path}.type",
            "in a pregnancy only every and seasonal"
        );
        Each(
            recurrence.Overrides,
            $"{path}.overrides",
            (change, at) => KnownCampaign(change.Campaign, $"{at}.campaign")
        );
        Each(
            recurrence.FirstAfter,
            $"{path}.firstAfter",
            (after, at) => Each(after.Rules, $"{at}.rules", KnownRule)
        );
        KnownCampaign(recurrence.Campaign, $"{path}.campaign");
        Increasing($"{path}.window.ageTo", window?.AgeFrom, window?.AgeTo, strictly: true);
        var (fits, need) = recurrence.Type switch
        {
            RecurrenceType.Once => (
                window is { AgeFrom: not null, AgeTo: not null },
                "once needs window.ageFrom and window.ageTo"
            ),
            RecurrenceType.FixedAges => (
                recurrence is { Ages.Count: > 0, GraceAfter: not null },
                "fixedAges needs ages and graceAfter"
            ),
            RecurrenceType.Sequence => (
                recurrence.Steps is { Count: > 0 } steps
                    && steps.Skip(1).All(s => s?.After.Distance is { IsZero: false }),
                "sequence needs steps, with a distance from the second on"
            ),
            RecurrenceType.Seasonal => (
                recurrence.Campaign is not null || window is { Start: not null, End: not null },
                "seasonal needs a campaign or window.start and window.end"
            ),
            _ => (
                recurrence.Every is { IsZero: false }
                    && (
                        recurrence.Anchor != Anchor.Birthday
                        || recurrence.Every == new Period(1, 0, 0, 0)
                    ),
                "every needs a distance (of P1Y where the birthday is the anchor)"
            ),
        };
        Expect(fits, path, need);
    }

    private void OfCampaign(Campaign campaign, string path)
    {
        Expect(
            campaign.Start is null == campaign.End is null,
            path,
            "start and end belong together"
        );
        Each(
            campaign.Editions,
            $"{path}.editions",
            (edition, at) => Expect(edition.Start <= edition.End, $"{at}.end", "before start")
        );
    }
}
