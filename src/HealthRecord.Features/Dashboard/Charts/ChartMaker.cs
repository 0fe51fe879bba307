using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Dashboard.OneKind;
using HealthRecord.Features.Readings;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Dashboard.Charts;

/// <summary>Chooses the picture that fits a kind and its span, and reduces what no screen can show.</summary>
internal sealed class ChartMaker(IStringLocalizer<DashboardTexts> texts)
{
    public const int MostPoints = 2000;
    private const int MostBars = 400;
    private const int DaysOfWeek = 7;
    private const double MsOfDay = 86_400_000;
    private const double RareShare = 0.34;

    /// <summary>More days than a screen has room for are drawn as means of weeks, and the sentence says so.</summary>
    public static bool IsWeekly(KindView view) =>
        KindShapes.Of(view.Kind) is KindShape.Total or KindShape.Night or KindShape.Ribbon
        && view.Days.Count > MostBars;

    /// <summary>A span by days.</summary>
    public ChartData OfDays(KindView view)
    {
        var kind = view.Kind;
        var shape = KindShapes.Of(kind);
        var weekly = IsWeekly(view);
        var days = weekly ? Weeks(view.Days) : [.. view.Days.Select(d => d.Summary)];
        var unit = view.Unit ?? (kind.Units.Count > 0 ? kind.Canonical : null);
        double In(double canonical) => Shown(unit, canonical);

        IReadOnlyList<ChartSeries> series = shape switch
        {
            KindShape.Pair =>
            [
                Line(texts["chart.systolic"], days, d => d.Mean),
                Line(texts["chart.diastolic"], days, d => d.Second),
            ],
            KindShape.Ribbon =>
            [
                new(
                    texts["chart.mean"],
                    Points(days, d => In(d.Mean)),
                    Points(days, d => In(d.Min)),
                    Points(days, d => In(d.Max))
                ),
            ],
            KindShape.Night => StagesOf(kind, days),
            _ =>
            [
                new(
                    kind.Name(Platform.Ui.Language.IsFrench),
                    Reduced(Points(days, d => In(KindShapes.Figure(kind, d))))
                ),
            ],
        };
        return new(
            Picture(shape, view),
            unit is null ? "h" : ValueWords.SymbolOf(unit),
            unit is null ? 1 : ValueWords.DecimalsIn(kind, unit),
            (long)((weekly ? DaysOfWeek : 1) * MsOfDay),
            (long)At(view.From),
            (long)At(view.To),
            series,
            BandOf(view, unit)
        );
    }

    /// <summary>One day, reading by reading.</summary>
    public ChartData OfReadings(
        KindView view,
        IReadOnlyList<(DateTime Local, ReadingView Reading)> readings
    )
    {
        var kind = view.Kind;
        var unit = view.Unit ?? (kind.Units.Count > 0 ? kind.Canonical : null);
        var pair = KindShapes.Of(kind) == KindShape.Pair;
        var ordered = readings.Where(r => !r.Reading.SetAside).OrderBy(r => r.Local).ToList();
        List<ChartSeries> series =
        [
            new(
                pair ? texts["chart.systolic"] : kind.Name(Platform.Ui.Language.IsFrench),
                Reduced(PointsAt(ordered, kind, unit, 0))
            ),
        ];
        if (pair)
            series.Add(new(texts["chart.diastolic"], PointsAt(ordered, kind, unit, 1)));
        var total = KindShapes.Of(kind) == KindShape.Total;
        return new(
            total ? "bars"
                : ordered.Count > MostBars / 4 ? "line"
                : "dots",
            unit is null ? "" : ValueWords.SymbolOf(unit),
            unit is null ? 0 : ValueWords.DecimalsIn(kind, unit),
            (long)MsOfDay / 48,
            (long)At(view.From),
            (long)At(view.From.AddDays(1)),
            series,
            // What is usual was worked out from whole days: it says nothing about single readings.
            total || view.Band is { IsOwn: true }
                ? null
                : BandOf(view, unit)
        );
    }

    private static string Picture(KindShape shape, KindView view)
    {
        var span = view.To.DayNumber - view.From.DayNumber + 1;
        return shape switch
        {
            KindShape.Total => "bars",
            KindShape.Night => "stack",
            KindShape.Ribbon => "ribbon",
            _ when view.Days.Count < span * RareShare => "dots",
            _ => "line",
        };
    }

    /// <summary>From the foot of the stack up.</summary>
    public static IReadOnlyList<string> Stages { get; } =
    ["deep", "light", "rem", "asleep-unspecified", "awake"];

    public static bool HasStage(Kind kind, IEnumerable<DaySummary> days, string stage) =>
        IndexOf(kind.Codes, stage) is var at and >= 0
        && days.Any(d => d.HoursByCode.Count > at && d.HoursByCode[at] > 0);

    private List<ChartSeries> StagesOf(Kind kind, IReadOnlyList<DaySummary> days)
    {
        return
        [
            .. Stages
                .Where(stage => HasStage(kind, days, stage))
                .Select(stage => (stage, at: IndexOf(kind.Codes, stage)))
                .Select(s => new ChartSeries(
                    texts[$"code.{s.stage}"],
                    Points(
                        days,
                        d => d.HoursByCode.Count > s.at ? d.HoursByCode[s.at] : double.NaN
                    ),
                    Key: s.stage
                )),
        ];
    }

    private static int IndexOf(IReadOnlyList<string> codes, string code)
    {
        for (var i = 0; i < codes.Count; i++)
            if (codes[i] == code)
                return i;
        return -1;
    }

    // Nights are stacks of parts: a band for the whole would be read as one of its parts.
    private ChartBand? BandOf(KindView view, Unit? unit) =>
        view.Band is { } band && KindShapes.Of(view.Kind) != KindShape.Night
            ? new(
                band.Low is { } low ? Shown(unit, low) : null,
                band.High is { } high ? Shown(unit, high) : null,
                BandWords.Name(band, texts),
                band.SecondLow is { } low2 ? Shown(unit, low2) : null,
                band.SecondHigh is { } high2 ? Shown(unit, high2) : null
            )
            : null;

    private static ChartSeries Line(
        string name,
        IReadOnlyList<DaySummary> days,
        Func<DaySummary, double> figure
    ) => new(name, Reduced(Points(days, figure)));

    /// <summary>Too many bars for any screen: the mean of each week, on its first day.</summary>
    private static List<DaySummary> Weeks(IReadOnlyList<DayRow> days) =>
        [
            .. days.GroupBy(d => d.Day.DayNumber / DaysOfWeek)
                .Select(g =>
                    g.First().Summary with
                    {
                        Mean = g.Average(d => d.Summary.Mean),
                        Min = g.Min(d => d.Summary.Min),
                        Max = g.Max(d => d.Summary.Max),
                        Total = g.Average(d => d.Summary.Total),
                        HoursByCode =
                        [
                            .. Enumerable
                                .Range(0, g.Min(d => d.Summary.HoursByCode.Count))
                                .Select(i => g.Average(d => d.Summary.HoursByCode[i])),
                        ],
                    }
                ),
        ];

    private static List<double[]> Points(
        IReadOnlyList<DaySummary> days,
        Func<DaySummary, double> figure
    ) => [.. days.Select(d => new[] { At(d.Day), figure(d) }).Where(p => double.IsFinite(p[1]))];

    private static List<double[]> PointsAt(
        IReadOnlyList<(DateTime Local, ReadingView Reading)> readings,
        Kind kind,
        Unit? unit,
        int part
    )
    {
        var points = new List<double[]>(readings.Count);
        foreach (var (local, reading) in readings)
        {
            if (reading.Values.ElementAtOrDefault(part) is not { } written)
                continue;
            var own = kind.Units.FirstOrDefault(u => u.Ucum == reading.Unit);
            var canonical = own?.ToCanonical(written.ToDouble()) ?? written.ToDouble();
            points.Add([(local - DateTime.UnixEpoch).TotalMilliseconds, Shown(unit, canonical)]);
        }
        return points;
    }

    private static IReadOnlyList<double[]> Reduced(IReadOnlyList<double[]> points) =>
        points.Count <= MostPoints
            ? points
            :
            [
                .. Downsampling
                    .Reduce([.. points.Select(p => new ChartPoint((long)p[0], p[1]))], MostPoints)
                    .Select(p => new[] { (double)p.X, p.Y }),
            ];

    private static double Shown(Unit? unit, double canonical) =>
        Math.Round(unit?.FromCanonical(canonical) ?? canonical, 4);

    private static double At(DateOnly day) =>
        (day.ToDateTime(TimeOnly.MinValue) - DateTime.UnixEpoch).TotalMilliseconds;
}
