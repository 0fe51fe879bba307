using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Features.Readings;

/// <summary>A workout as its carriers told it.</summary>
/// <param name="Activity">Short code, as in <c>running</c>; the producer's own name where we have none.</param>
/// <param name="Imports">Who told it so: when the last of them is undone, it goes.</param>
public sealed record WorkoutTelling(
    SourceKey Source,
    string Activity,
    long StartMs,
    long DurationMs,
    IReadOnlyList<WorkoutTotal> Totals,
    string? Zone,
    IReadOnlyList<Guid> Imports
)
{
    /// <summary>Of the producer's own identity: the newest is shown.</summary>
    public long IdentityVersion { get; init; }
    public IReadOnlyList<WorkoutLap> Laps { get; init; } = [];
    public IReadOnlyList<WorkoutEffort> Efforts { get; init; } = [];

    /// <summary>Natural key of its <see cref="WorkoutRoute"/>; null without positions.</summary>
    public string? Route { get; init; }

    /// <summary>How much it tells: of several the richest is shown.</summary>
    [JsonIgnore]
    public int Richness =>
        (Route is null ? 0 : 8) + (Laps.Count > 0 ? 4 : 0) + Math.Min(Totals.Count, 3);

    /// <summary>Equal exactly when the same is told, whoever carried it.</summary>
    [JsonIgnore]
    public string Content =>
        Convert.ToHexString(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new Workout([this with { Imports = [] }]),
                    WorkoutJson.Default.Workout
                )
            )
        );

    internal static WorkoutTelling Of(IncomingWorkout incoming, ImportId import) =>
        new(
            incoming.Source,
            incoming.Activity,
            incoming.StartMs,
            incoming.DurationMs,
            incoming.Totals,
            incoming.Zone,
            [import.Value]
        )
        {
            IdentityVersion = incoming.Identity?.Version ?? 0,
            Laps = incoming.Laps,
            Efforts = incoming.Efforts,
        };
}
