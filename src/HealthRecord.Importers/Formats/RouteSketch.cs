using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Formats;

/// <summary>
/// A route in at most <see cref="Most"/> points: where more come, every second one is left out, again and again. What is left
/// depends on the points alone, so the same file gives the same route.
/// </summary>
internal sealed class RouteSketch
{
    /// <summary>About a point each four seconds of a marathon: thousands of activities of one upload stay in memory together.</summary>
    public const int Most = 4000;

    private readonly List<RoutePoint> points = [];
    private long seen;
    private int stride = 1;

    public IReadOnlyList<RoutePoint> Points => points;
    public bool IsThinned => stride > 1;

    public void Add(RoutePoint point)
    {
        if (seen++ % stride != 0)
            return;
        if (points.Count == Most)
        {
            for (var i = 0; i < Most / 2; i++)
                points[i] = points[i * 2];
            points.RemoveRange(Most / 2, Most / 2);
            stride *= 2;
            if ((seen - 1) % stride != 0)
                return;
        }
        points.Add(point);
    }

    /// <summary>Out of degrees; null where they are none on earth.</summary>
    public static RoutePoint? Of(long atMs, double latitude, double longitude, double? altitude) =>
        double.Abs(latitude) <= 90 && double.Abs(longitude) <= 180
            ? new RoutePoint(
                atMs,
                (int)Math.Round(latitude * 1e7),
                (int)Math.Round(longitude * 1e7),
                altitude is > -20_000 and < 100_000 ? (int)Math.Round(altitude.Value * 100) : null
            )
            : null;
}
