using System.Security.Cryptography;
using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Workouts;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Readings;

/// <summary>Where a workout went: an entry beside the workout's own, so that lists of workouts never open it.</summary>
/// <param name="Points">As <see cref="RouteCodec"/> writes them.</param>
public sealed record WorkoutRoute(byte[] Points)
{
    public int Version { get; init; } = 1;

    internal static readonly EntryType<WorkoutRoute> Type = new(
        "workout-route",
        RecordDomains.Sport,
        WorkoutJson.Default.WorkoutRoute
    );

    internal static WorkoutRoute Of(IReadOnlyList<RoutePoint> route) =>
        new(RouteCodec.Encode(route));

    /// <summary>Of the workout and of where it went: two tellings of one way share one entry.</summary>
    internal string KeyFor(string workout) =>
        $"{workout}\u001f{Convert.ToHexString(SHA256.HashData(Points).AsSpan(0, 16))}";
}
