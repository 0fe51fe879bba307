using HealthRecord.Domain.Days;
using HealthRecord.Features.Platform.Ui;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Dashboard.OneKind;

/// <summary>Says in words what the chart draws.</summary>
internal sealed class KindSentence(IStringLocalizer<DashboardTexts> texts)
{
    public string Of(KindView view)
    {
        var days = view
            .Days.Select(d => (d.Day, d.Summary, Figure: KindShapes.Figure(view.Kind, d.Summary)))
            .Where(d => double.IsFinite(d.Figure))
            .ToList();
        if (days.Count == 0)
            return texts["kind.no-days"];
        var shape = KindShapes.Of(view.Kind);
        var most = days.MaxBy(d => d.Figure);
        var least = days.MinBy(d => d.Figure);
        var mean = days.Average(d => d.Figure);
        var second = shape == KindShape.Pair ? days.Average(d => d.Summary.Second) : double.NaN;
        string first =
            days.Count == 1
                ? texts["kind.one-day", Value(mean, second), Day(days[0].Day)]
                : shape switch
                {
                    KindShape.Total => texts[
                        "kind.total",
                        Value(mean),
                        days.Count,
                        Value(most.Figure),
                        Day(most.Day)
                    ],
                    KindShape.Night => texts[
                        "kind.nights",
                        Value(mean),
                        days.Count,
                        Value(least.Figure),
                        Value(most.Figure)
                    ],
                    KindShape.Pair => texts["kind.pair", Value(mean, second), days.Count],
                    KindShape.Ribbon => texts[
                        "kind.ribbon",
                        Value(mean),
                        Value(days.Min(d => d.Summary.Min)),
                        Value(days.Max(d => d.Summary.Max))
                    ],
                    _ => texts[
                        "kind.state",
                        Value(least.Figure),
                        Value(most.Figure),
                        Value(days[^1].Figure),
                        Day(days[^1].Day)
                    ],
                };
        first = Ended(first);
        if (Charts.ChartMaker.IsWeekly(view))
            first = $"{first} {texts["kind.weekly"]}";
        return Outside(view, [.. days.Select(d => (d.Figure, d.Summary))]) is { } outside
            ? $"{first} {outside}"
            : first;

        string Value(double canonical, double pair = double.NaN) =>
            ValueWords.Of(view.Kind, canonical, pair, view.Unit).ToString();

        string Day(DateOnly day) => Moments.Day(day, day.Year != view.Today.Year);
    }

    // An abbreviated month brings a full stop of its own.
    private static string Ended(string sentence) =>
        sentence.EndsWith("..", StringComparison.Ordinal) ? sentence[..^1] : sentence;

    private string? Outside(KindView view, IReadOnlyList<(double Figure, DaySummary Day)> days)
    {
        if (view.Band is not { } band)
            return null;
        var outside = days.Count(d =>
            band.Of(d.Figure, d.Day.Second) is Standing.Above or Standing.Below
        );
        var source = band.IsOwn ? band.Whose : BandWords.Name(band, texts);
        return outside == 0
            ? texts[band.IsOwn ? "kind.all-usual" : "kind.all-within", source]
            : texts[
                band.IsOwn ? "kind.some-usual" : "kind.some-outside",
                outside,
                days.Count,
                source
            ];
    }
}
