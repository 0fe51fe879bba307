using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Gpx;

/// <summary>One track on its way to becoming a workout.</summary>
internal sealed class GpxTrack
{
    private readonly RouteSketch route = new();
    private readonly WayLength length = new();
    private long firstMs = long.MaxValue;
    private long lastMs = long.MinValue;
    private string? zone;

    /// <summary>Points with a time.</summary>
    public int Timed { get; private set; }

    /// <summary>Points without.</summary>
    public int Timeless { get; private set; }
    public bool IsThinned => route.IsThinned;

    /// <returns>False when the place is none on earth.</returns>
    public bool Add(double latitude, double longitude, double? altitude, long ms, string? pointZone)
    {
        if (RouteSketch.Of(ms, latitude, longitude, altitude) is not { } point)
            return false;
        Timed++;
        route.Add(point);
        length.Add(latitude, longitude);
        (firstMs, lastMs) = (Math.Min(firstMs, ms), Math.Max(lastMs, ms));
        zone ??= pointZone;
        return true;
    }

    public void AddTimeless() => Timeless++;

    /// <summary>Named by its first instant, the count of its points and its length, which is reckoned from them.</summary>
    public IncomingWorkout Workout(SourceKey source, string activity, string origin, long line)
    {
        var metres = (long)Math.Round(length.Metres);
        return new(
            source,
            activity,
            firstMs,
            lastMs - firstMs,
            metres > 0
                ? [new WorkoutTotal("distance", "sum", new WrittenNumber(metres, 0), "m")]
                : [],
            zone,
            new ExternalIdentity(
                string.Create(CultureInfo.InvariantCulture, $"{firstMs}/{Timed}/{metres}"),
                0
            ),
            origin,
            line
        )
        {
            Route = route.Points,
        };
    }
}
