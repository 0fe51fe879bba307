using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Dashboard.OneKind;

/// <summary>Explains a day's figure: who gave what of it, and what was not counted twice.</summary>
internal sealed class ReconciliationWords(IStringLocalizer<DashboardTexts> texts)
{
    public IReadOnlyList<string> Of(Kind kind, DayRow row, Unit? unit)
    {
        var sentences = new List<string>();
        var total = KindShapes.Of(kind) == KindShape.Total;
        var giving = row.Shares.Where(s => s.Amount > 0).ToList();
        if (row.Summary.Overruled && giving.Count > 0)
            sentences.Add(texts["why.overruled", SourceWords.Of(giving[0].Source, texts)]);
        foreach (var share in giving)
            sentences.Add(
                share.FirstMinute >= 0 && share.LastMinute > share.FirstMinute
                    ? texts[
                        "why.gave-between",
                        SourceWords.Of(share.Source, texts),
                        Amount(share.Amount),
                        Minute(share.FirstMinute),
                        Minute(share.LastMinute)
                    ]
                    : texts["why.gave", SourceWords.Of(share.Source, texts), Amount(share.Amount)]
            );
        foreach (var share in row.Shares.Where(s => s.Ignored > 0))
            sentences.Add(
                texts["why.ignored", SourceWords.Of(share.Source, texts), Amount(share.Ignored)]
            );
        if (total && row.Shares.Count > 1 && !row.Summary.Overruled)
            sentences.Add(texts["why.minutes"]);
        if (row.Summary.Echoes > 0)
            sentences.Add(texts["why.echoes", row.Summary.Echoes]);
        if (row.Summary.SetAside > 0)
            sentences.Add(texts["why.aside", row.Summary.SetAside]);
        return sentences;

        string Amount(double amount) =>
            total
                ? ValueWords.Of(kind, amount, double.NaN, unit).ToString()
                : texts["why.readings", NumberText.Format(amount, 0, Language.IsFrench)];
    }

    private static string Minute(int minute) =>
        Moments.Clock(DateTime.UnixEpoch.AddMinutes(Math.Min(minute, (24 * 60) - 1)));
}
