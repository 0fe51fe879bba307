using System.Globalization;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Dashboard.Board;

/// <summary>The last 30 days as a small drawing: joined where days follow each other, dots where they stand alone, gaps elsewhere.</summary>
/// <param name="Lines">Points of polylines.</param>
/// <param name="BandY">Upper edge of the band; NaN without one.</param>
public sealed record SparkLine(
    IReadOnlyList<string> Lines,
    IReadOnlyList<SparkDot> Dots,
    IReadOnlyList<SparkBar> Bars,
    double BandY,
    double BandHeight
)
{
    public const int Width = 240;
    public const int Height = 48;
    public const int Days = 30;
    private const double Edge = 4;

    public static readonly SparkLine Empty = new([], [], [], double.NaN, 0);

    internal static SparkLine Of(
        Kind kind,
        IReadOnlyList<DaySummary> line,
        DateOnly today,
        Band? band
    )
    {
        var since = today.AddDays(1 - Days);
        var values = line.Where(d => d.Day >= since && d.Day <= today)
            .Select(d => (At: d.Day.DayNumber - since.DayNumber, Y: KindShapes.Figure(kind, d)))
            .Where(v => double.IsFinite(v.Y))
            .ToList();
        if (values.Count == 0)
            return Empty;
        return KindShapes.Of(kind) is KindShape.Total or KindShape.Night
            ? OfBars(values)
            : OfLine(values, band);
    }

    private static SparkLine OfBars(List<(int At, double Y)> values)
    {
        var most = Math.Max(values.Max(v => v.Y), double.Epsilon);
        var step = (double)Width / Days;
        return new(
            [],
            [],
            [
                .. values.Select(v =>
                {
                    var height = Math.Max(2, v.Y / most * (Height - Edge));
                    return new SparkBar((v.At * step) + 1, Height - height, step - 2, height);
                }),
            ],
            double.NaN,
            0
        );
    }

    private static SparkLine OfLine(List<(int At, double Y)> values, Band? band)
    {
        var least = Math.Min(values.Min(v => v.Y), band?.Low ?? double.MaxValue);
        var most = Math.Max(values.Max(v => v.Y), band?.High ?? double.MinValue);
        var span = Math.Max(most - least, Math.Max(Math.Abs(most) * 0.02, 1e-9));
        double X(int at) => Edge + (at * (Width - (2 * Edge)) / (Days - 1));
        double Y(double y) => Height - Edge - ((y - least) / span * (Height - (2 * Edge)));

        var lines = new List<string>();
        var dots = new List<SparkDot>();
        for (var i = 0; i < values.Count; )
        {
            var end = i + 1;
            while (end < values.Count && values[end].At == values[end - 1].At + 1)
                end++;
            if (end - i == 1)
                dots.Add(new(X(values[i].At), Y(values[i].Y)));
            else
                lines.Add(
                    string.Join(' ', values[i..end].Select(v => $"{Text(X(v.At))},{Text(Y(v.Y))}"))
                );
            i = end;
        }
        if (lines.Count > 0 && values[^1].At > 0)
            dots.Add(new(X(values[^1].At), Y(values[^1].Y)));
        if (band is null)
            return new(lines, dots, [], double.NaN, 0);
        var top = band.High is { } high ? Math.Max(0, Y(high)) : 0;
        var foot = band.Low is { } low ? Math.Min(Height, Y(low)) : Height;
        return new(lines, dots, [], top, Math.Max(1, foot - top));
    }

    /// <summary>Coordinates are for the browser: a point in every language.</summary>
    public static string Text(double number) =>
        number.ToString("0.#", CultureInfo.InvariantCulture);
}

public readonly record struct SparkDot(double X, double Y);

public readonly record struct SparkBar(double X, double Y, double Width, double Height);
