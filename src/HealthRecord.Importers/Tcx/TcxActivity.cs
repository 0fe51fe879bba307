using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tcx;

/// <summary>One activity on its way to becoming a workout.</summary>
internal sealed class TcxActivity(TrackTimes times)
{
    private const int MostLaps = 10_000;

    private readonly RouteSketch route = new();
    private readonly List<WorkoutLap> laps = [];
    private decimal metres;
    private decimal calories;
    private decimal mostBeats;
    private long lapsMs;
    private long firstMs = long.MaxValue;
    private long lastMs = long.MinValue;

    public int Laps { get; private set; }
    public int Points { get; private set; }
    public bool IsThinned => route.IsThinned;

    /// <summary>Where the clock stood, of the first time that says it.</summary>
    public string? Zone { get; private set; }

    public void Add(TcxLap lap)
    {
        Laps++;
        var isTimed = times.TryParse(lap.Start, out var ms, out var zone);
        Zone ??= zone;
        var seconds = Amount(lap.Seconds);
        var lengthMs = (long)(seconds * 1000);
        lapsMs += lengthMs;
        metres += Amount(lap.Metres);
        calories += Amount(lap.Calories);
        mostBeats = Math.Max(mostBeats, Amount(lap.MostHeartRate));
        if (!isTimed)
            return;
        See(ms);
        if (laps.Count == MostLaps)
            return;
        var totals = new List<WorkoutTotal>();
        Total(totals, "distance", "sum", lap.Metres, "m");
        Total(totals, "active-energy", "sum", lap.Calories, "kcal");
        Total(totals, "heart-rate", "mean", lap.MeanHeartRate, "/min");
        Total(totals, "heart-rate", "max", lap.MostHeartRate, "/min");
        laps.Add(new(ms, lengthMs, totals));
    }

    public void Add(TcxPoint point, long ms, string? zone)
    {
        Points++;
        Zone ??= zone;
        See(ms);
        if (
            TryDegrees(point.Latitude, out var latitude)
            && TryDegrees(point.Longitude, out var longitude)
            && RouteSketch.Of(
                ms,
                latitude,
                longitude,
                TryDegrees(point.Altitude, out var altitude) ? altitude : null
            )
                is { } place
        )
            route.Add(place);
    }

    /// <returns>Null when nothing in it has a time.</returns>
    public IncomingWorkout? Workout(SourceKey source, string sport, string id, string origin)
    {
        if (times.TryParse(id, out var start, out _))
            See(start);
        else
            start = firstMs;
        if (firstMs == long.MaxValue)
            return null;
        var totals = new List<WorkoutTotal>();
        Total(totals, "distance", "sum", Text(metres), "m");
        Total(totals, "active-energy", "sum", Text(calories), "kcal");
        Total(totals, "heart-rate", "max", Text(mostBeats), "/min");
        return new(
            source,
            ActivityNames.Of(sport),
            start,
            // Pauses are part of it, as with the other formats; laps may leave them out.
            Math.Max(lastMs - start, lapsMs),
            totals,
            Zone,
            id.Length > 0 ? new ExternalIdentity(id, 0) : null,
            origin,
            0
        )
        {
            Laps = laps,
            Route = route.Points,
        };
    }

    private void See(long ms) => (firstMs, lastMs) = (Math.Min(firstMs, ms), Math.Max(lastMs, ms));

    private static void Total(
        List<WorkoutTotal> totals,
        string kind,
        string figure,
        string text,
        string unit
    )
    {
        if (DecimalText.TryParse(text, out var number) && number.Digits > 0)
            totals.Add(new(kind, figure, number, unit));
    }

    /// <summary>What no lap can have counts as nothing.</summary>
    private static decimal Amount(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number is >= 0 and < 1_000_000_000
            ? number
            : 0;

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool TryDegrees(string text, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees);
}
