using System.Globalization;
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
        if (total && giving.Count > 0 && !row.Summary.Overruled)
            sentences.Add(Sum(kind, row, giving, unit));
        foreach (var share in giving.Where(_ => !total || giving.Count != 1))
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
        var echoed = !total && row.Summary is { Echoes: > 0, Overruled: false };
        foreach (var share in row.Shares.Where(s => s.Ignored > 0))
            sentences.Add(
                echoed
                    ? Echo(share, giving, Amount(share.Ignored))
                    : texts[
                        "why.ignored",
                        SourceWords.Of(share.Source, texts),
                        Amount(share.Ignored)
                    ]
            );
        if (echoed)
            sentences.Add(texts["why.split"]);
        if (total && row.Shares.Count > 1 && !row.Summary.Overruled)
            sentences.Add(texts["why.minutes"]);
        if (row.Summary.SetAside > 0)
            sentences.Add(texts["why.aside", row.Summary.SetAside]);
        return sentences;

        string Amount(double amount) =>
            total ? ValueWords.Of(kind, amount, double.NaN, unit).ToString()
            : amount == 1 ? texts["why.reading"]
            : texts["why.readings", NumberText.Format(amount, 0, Language.IsFrench)];
    }

    /// <summary>Who repeats whom: where several counted, the list of readings says which.</summary>
    private string Echo(ShareRow share, IReadOnlyList<ShareRow> giving, string amount) =>
        giving.Where(g => g.Source != share.Source).ToList() is [var other]
            ? texts[
                "why.echo-of",
                SourceWords.Of(share.Source, texts),
                amount,
                SourceWords.Of(other.Source, texts)
            ]
            : texts["why.echo", SourceWords.Of(share.Source, texts), amount];

    /// <summary><c>12 480 pas : montre de 7 h 10 à 21 h, téléphone pour le reste ; 3 doublons écartés.</c></summary>
    private string Sum(Kind kind, DayRow row, IReadOnlyList<ShareRow> giving, Unit? unit)
    {
        var value = ValueWords.Of(kind, row.Summary.Total, double.NaN, unit);
        var name = kind.Name(Language.IsFrench);
        var figure =
            value.Unit.Length > 0 || name.Length == 0
                ? value.ToString()
                : $"{value.Number}\u00a0{char.ToLower(name[0], CultureInfo.CurrentCulture)}{name[1..]}";
        var parts = giving.Select(
            (share, i) =>
                i > 0 && i == giving.Count - 1
                    ? texts["why.sum-rest", SourceWords.Of(share.Source, texts)].Value
                : share.FirstMinute >= 0 && share.LastMinute > share.FirstMinute
                    ? texts[
                        "why.sum-between",
                        SourceWords.Of(share.Source, texts),
                        Minute(share.FirstMinute),
                        Minute(share.LastMinute)
                    ].Value
                : SourceWords.Of(share.Source, texts)
        );
        var told = string.Join(", ", parts);
        return row.Summary.Echoes switch
        {
            0 => texts["why.sum", figure, told],
            1 => texts["why.sum-double", figure, told],
            var many => texts["why.sum-doubles", figure, told, many],
        };
    }

    // In French a whole hour has no minutes: 7 h 10, but 21 h.
    private static string Minute(int minute) =>
        Language.IsFrench && minute % 60 == 0 && minute < 24 * 60
            ? $"{minute / 60}\u00a0h"
            : Moments.Clock(DateTime.UnixEpoch.AddMinutes(Math.Min(minute, (24 * 60) - 1)));
}
