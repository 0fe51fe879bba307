using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Workouts;
using HealthRecord.Features.Platform.Ui;

namespace HealthRecord.Features.Dashboard.Workouts;

/// <summary>A route as a line with a scale and north above: no map of anybody's is asked for it.</summary>
/// <param name="Lines">Points of polylines; more than one where the way was cut.</param>
/// <param name="ScaleWidth">Of the bar, in the drawing's own units.</param>
/// <param name="ScaleWords">What the bar stands for.</param>
internal sealed record RouteDrawing(
    IReadOnlyList<string> Lines,
    double Height,
    double ScaleWidth,
    string ScaleWords
)
{
    public const double Width = 600;
    private const double Margin = 24;
    private const double Tallest = 480;
    private const double Shortest = 160;
    private const int MostPoints = 1500;

    /// <summary>Degrees to metres at the equator, for degrees times ten million.</summary>
    private const double MetresPerE7 = 0.0111195;

    /// <summary>Farther apart than this two points are not joined: what lies between was cut or not recorded.</summary>
    private const double FarthestStep = 300;

    /// <summary>Null for fewer than two points.</summary>
    public static RouteDrawing? Of(IReadOnlyList<RoutePoint> route)
    {
        if (route.Count < 2)
            return null;
        var middle = Math.Cos(route[route.Count / 2].LatitudeE7 / 1e7 * Math.PI / 180);
        var every = Math.Max(1, route.Count / MostPoints);
        var points = route
            .Where((_, i) => i % every == 0 || i == route.Count - 1)
            .Select(p =>
                (X: p.LongitudeE7 * MetresPerE7 * middle, Y: -p.LatitudeE7 * MetresPerE7, Point: p)
            )
            .ToList();
        var (left, top) = (points.Min(p => p.X), points.Min(p => p.Y));
        var (wide, high) = (points.Max(p => p.X) - left, points.Max(p => p.Y) - top);
        var scale = Math.Min(
            (Width - (2 * Margin)) / Math.Max(wide, 1),
            (Tallest - (2 * Margin)) / Math.Max(high, 1)
        );
        var height = Math.Max(Shortest, (high * scale) + (2 * Margin));
        var (x0, y0) = ((Width - (wide * scale)) / 2, (height - (high * scale)) / 2);
        var lines = new List<List<string>> { new() };
        for (var i = 0; i < points.Count; i++)
        {
            if (i > 0 && Routes.Metres(points[i - 1].Point, points[i].Point) > FarthestStep * every)
                lines.Add([]);
            lines[^1]
                .Add(
                    $"{Text(x0 + ((points[i].X - left) * scale))},{Text(y0 + ((points[i].Y - top) * scale))}"
                );
        }
        var bar = NiceBelow(Width / 3 / scale);
        return new(
            [.. lines.Where(l => l.Count > 1).Select(l => string.Join(' ', l))],
            height,
            bar * scale,
            Words(bar)
        );
    }

    internal static string Text(double number) =>
        number.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>The largest of 1, 2 and 5 times a power of ten that is not above.</summary>
    private static double NiceBelow(double metres)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(metres, 1))));
        return power
            * (
                metres >= 5 * power ? 5
                : metres >= 2 * power ? 2
                : 1
            );
    }

    private static string Words(double metres) =>
        metres >= 1000
            ? $"{ValueWords.Number(metres / 1000, 0)}\u00a0km"
            : $"{ValueWords.Number(metres, 0)}\u00a0m";
}
