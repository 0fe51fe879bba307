using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings;

/// <summary>A session of exercise as an importer hands it out: it becomes an entry.</summary>
/// <param name="Activity">Short code of the activity, as in <c>running</c>; the producer's own name where we have none.</param>
/// <param name="Totals">Distance, energy and the like: kind code, value and unit as written.</param>
public sealed record IncomingWorkout(
    SourceKey Source,
    string Activity,
    long StartMs,
    long DurationMs,
    IReadOnlyList<WorkoutTotal> Totals,
    string? Zone,
    ExternalIdentity? Identity,
    string Origin,
    long Line
)
{
    /// <summary>In their order; empty where the device cut none.</summary>
    public IReadOnlyList<WorkoutLap> Laps { get; init; } = [];

    /// <summary>Where it went, in time; empty without positions. Private unless its person says otherwise.</summary>
    public IReadOnlyList<RoutePoint> Route { get; init; } = [];

    /// <summary>How hard it felt or was reckoned to be, each in its producer's own scale (<c>rpe</c>, <c>training-effect</c>, <c>training-load</c>).</summary>
    public IReadOnlyList<WorkoutEffort> Efforts { get; init; } = [];
}

/// <param name="Totals">As of the whole workout.</param>
public sealed record WorkoutLap(long StartMs, long DurationMs, IReadOnlyList<WorkoutTotal> Totals);

/// <summary>A point of a route (WGS 84).</summary>
/// <param name="AtMs">Milliseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="LatitudeE7">Degrees north times ten million.</param>
/// <param name="LongitudeE7">Degrees east times ten million.</param>
/// <param name="AltitudeCm">Above sea level; null where not known.</param>
public readonly record struct RoutePoint(
    long AtMs,
    int LatitudeE7,
    int LongitudeE7,
    int? AltitudeCm
);

/// <param name="Scale">Name of the scale.</param>
public sealed record WorkoutEffort(string Scale, WrittenNumber Value);

/// <param name="Kind">Code of the catalogue.</param>
/// <param name="Figure">What of it: <c>sum</c>, <c>mean</c>, <c>min</c> or <c>max</c>.</param>
public sealed record WorkoutTotal(string Kind, string Figure, WrittenNumber Value, string Unit);
