using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>Which injections count as which dose of a series, for each antigen on its own.</summary>
internal sealed class DoseCount
{
    private readonly RuleCase of;
    private readonly DoseSeries series;
    private readonly Dictionary<string, List<DateOnly>> valid = new(StringComparer.Ordinal);

    public DoseCount(RuleCase of, DoseSeries series)
    {
        this.of = of;
        this.series = series;
        foreach (var antigen in of.Rule.Antigens)
            valid[antigen] = Count(antigen);
    }

    public List<DoseVerdict> Verdicts { get; } = [];

    /// <summary>Doses that every antigen has.</summary>
    public int Whole => valid.Values.Min(days => days.Count);

    /// <summary>The day on which the last antigen of dose n (from 1) was given.</summary>
    public DateOnly WholeOn(int n) => valid.Values.Max(days => days[n - 1]);

    /// <summary>Antigens without dose n while others have it.</summary>
    public IReadOnlyList<string> Missing(int n)
    {
        List<string> without = [.. of.Rule.Antigens.Where(antigen => valid[antigen].Count < n)];
        return without.Count == of.Rule.Antigens.Count ? [] : without;
    }

    /// <summary>The day from which the interval of dose n counts, over the antigens that still need it.</summary>
    public DateOnly? Reference(int n)
    {
        if (series.Doses[n - 1].Interval is not { } interval)
            return null;
        var needed = of.Rule.Antigens.Where(antigen => valid[antigen].Count < n);
        return needed.Select(antigen => ReferenceOf(interval, antigen, n, DateOnly.MaxValue)).Max();
    }

    private DateOnly? ReferenceOf(DoseInterval interval, string antigen, int n, DateOnly before)
    {
        if (interval.From.Antigen is { } other)
            return of.Past.LastOf(other, before);
        var days = valid.GetValueOrDefault(antigen, []);
        var at = interval.From.Dose > 0 ? interval.From.Dose : n - 1;
        return at >= 1 && at <= days.Count ? days[at - 1] : null;
    }

    private List<DateOnly> Count(string antigen)
    {
        List<DateOnly> days = [];
        valid[antigen] = days;
        foreach (
            var entry in of.Past.BeforeBirth.Where(entry =>
                of.Past.AntigensOf(entry).Contains(antigen)
            )
        )
            Verdicts.Add(new(entry.Id, of.Rule, antigen, null, DoseFault.BeforeBirth));
        foreach (var entry in of.Past.All)
        {
            var n = days.Count + 1;
            if (!of.Past.AntigensOf(entry).Contains(antigen) && !Stands(entry, n))
                continue;
            // The same day twice is one injection written down twice, or a combined and a single vaccine: one dose.
            if (days.Count > 0 && days[^1] == entry.Date)
                continue;
            var fault = FaultOf(entry.Date, antigen, n);
            Verdicts.Add(new(entry.Id, of.Rule, antigen, fault is null ? n : null, fault));
            if (fault is null)
                days.Add(entry.Date);
        }
        return days;
    }

    private DoseFault? FaultOf(DateOnly date, string antigen, int n)
    {
        if (n > series.Doses.Count)
            return DoseFault.NotNeeded;
        var dose = series.Doses[n - 1];
        if (date < dose.Age.Valid.After(of.Born))
            return DoseFault.TooYoung;
        return
            dose.Interval is { } interval
            && ReferenceOf(interval, antigen, n, date) is { } reference
            && date < interval.Valid.After(reference)
            ? DoseFault.TooSoon
            : null;
    }

    /// <summary>Whether the entry is accepted as dose n although it lacks the antigen.</summary>
    private bool Stands(PastEvent entry, int n) =>
        of.Rule.AcceptsAsDose.Any(accepted =>
            accepted.N == n
            && !(entry.Date >= accepted.Before)
            && accepted.Antigens.All(of.Past.AntigensOf(entry).Contains)
        );
}
