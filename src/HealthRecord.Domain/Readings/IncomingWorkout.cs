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
);

/// <param name="Kind">Code of the catalogue.</param>
/// <param name="Figure">What of it: <c>sum</c>, <c>mean</c>, <c>min</c> or <c>max</c>.</param>
public sealed record WorkoutTotal(string Kind, string Figure, WrittenNumber Value, string Unit);
