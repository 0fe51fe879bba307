using System.Globalization;
using HealthRecord.Domain.Growth;
using HealthRecord.Features.Dashboard;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Growth;

/// <summary>A line of the drawing, and what stands at its right end.</summary>
public sealed record GrowthCurve(string Name, string Points, double LabelY, bool IsMiddle);

public sealed record GrowthMark(double At, string Words);

/// <summary>Percentile curves and a child's points, laid out for one width.</summary>
/// <param name="Points">Where the child's values stand.</param>
/// <param name="Way">The line through them.</param>
public sealed record GrowthDrawing(
    double Width,
    double Height,
    GrowthFrame Frame,
    IReadOnlyList<GrowthMark> Ages,
    IReadOnlyList<GrowthMark> Values,
    IReadOnlyList<GrowthCurve> Curves,
    IReadOnlyList<(double X, double Y)> Points,
    string Way
)
{
    private const int MostPoints = 240;
    private const int Steps = 90;
    private const double LabelHeight = 13;

    /// <summary>Below this the word for a birth would stand on the next mark.</summary>
    private const double Roomy = 400;

    private static readonly (string Name, double Z)[] Percentiles =
    [
        ("P97", 1.880794),
        ("P85", 1.036433),
        ("P50", 0),
        ("P15", -1.036433),
        ("P3", -1.880794),
    ];

    internal static GrowthDrawing Of(
        GrowthView view,
        GrowthSeries series,
        double width,
        double height,
        IStringLocalizer<GrowthTexts> texts
    )
    {
        var span = GrowthSpan.Of(series.Indicator, view.Child!.ReadAgeOn(view.Today).Days);
        var shown = Thinned([
            .. series.Drawn.Where(p => p.ReadAge >= 0 && p.ReadAge <= span.LastDay),
        ]);
        var curves = Sampled(view, series.Indicator, span.LastDay);
        var values = shown
            .Select(p => p.Value)
            .Concat(curves.SelectMany(c => c.Points.Select(p => p.Value)))
            .DefaultIfEmpty(1)
            .ToList();
        var ticks = GrowthTicks.Of(values.Min(), values.Max());
        var frame = new GrowthFrame(width, height, span.LastDay, ticks[0], ticks[^1]);
        var points = shown.Select(p => (X: frame.X(p.ReadAge), Y: frame.Y(p.Value))).ToList();
        return new(
            width,
            height,
            frame,
            [
                .. span.Months.Select(m => new GrowthMark(
                    frame.X(m * GrowthTables.DaysPerMonth),
                    m == 0 && width < Roomy ? "0" : GrowthWords.Mark(m, texts)
                )),
            ],
            [.. ticks.Select(t => new GrowthMark(frame.Y(t), ValueWords.Number(t, 1)))],
            Labelled(frame, curves),
            points,
            Line(points)
        );
    }

    public static string Text(double number) =>
        number.ToString("0.#", CultureInfo.InvariantCulture);

    private static List<(string Name, List<(double Day, double Value)> Points)> Sampled(
        GrowthView view,
        GrowthIndicator indicator,
        int lastDay
    )
    {
        if (view.Curves is not { } reading)
            return [];
        return
        [
            .. Percentiles.Select(p =>
                (
                    p.Name,
                    Enumerable
                        .Range(0, Steps + 1)
                        .Select(i => lastDay * i / Steps)
                        .Select(day =>
                            (
                                Day: (double)day,
                                Value: reading.ValueAt(indicator, view.Child!.Sex, day, p.Z)
                            )
                        )
                        .Where(at => at.Value is not null)
                        .Select(at => (at.Day, at.Value!.Value))
                        .ToList()
                )
            ),
        ];
    }

    /// <summary>Labels that would stand on each other are moved apart, from the top down.</summary>
    private static List<GrowthCurve> Labelled(
        GrowthFrame frame,
        List<(string Name, List<(double Day, double Value)> Points)> curves
    )
    {
        var drawn = new List<GrowthCurve>();
        var free = double.MinValue;
        foreach (var (name, points) in curves.Where(c => c.Points.Count > 0))
        {
            var at = Math.Max(frame.Y(points[^1].Value), free);
            free = at + LabelHeight;
            drawn.Add(
                new(
                    name,
                    Line([.. points.Select(p => (frame.X(p.Day), frame.Y(p.Value)))]),
                    at,
                    name == "P50"
                )
            );
        }
        return drawn;
    }

    private static List<GrowthPoint> Thinned(List<GrowthPoint> points)
    {
        var every = Math.Max(1, points.Count / MostPoints);
        return [.. points.Where((_, i) => i % every == 0 || i == points.Count - 1)];
    }

    private static string Line(IReadOnlyList<(double X, double Y)> points) =>
        string.Join(' ', points.Select(p => $"{Text(p.X)},{Text(p.Y)}"));
}
