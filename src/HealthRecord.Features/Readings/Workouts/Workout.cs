using System.Globalization;
using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Readings;

/// <summary>A session of exercise: the sealed inside of its entry.</summary>
/// <param name="Activity">Short code, as in <c>running</c>; the producer's own name where we have none.</param>
/// <param name="Imports">Who carried it: when the last of them is undone, it goes.</param>
public sealed record Workout(
    SourceKey Source,
    string Activity,
    long StartMs,
    long DurationMs,
    IReadOnlyList<WorkoutTotal> Totals,
    string? Zone,
    IReadOnlyList<Guid> Imports
)
{
    public int Version { get; init; } = 1;

    internal static readonly EntryType<Workout> Type = new(
        "workout",
        RecordDomains.Sport,
        WorkoutJson.Default.Workout
    );

    [JsonIgnore]
    public int Month => UtcMonth.Of(StartMs);

    internal static Workout Of(IncomingWorkout incoming, ImportId import) =>
        new(
            incoming.Source,
            incoming.Activity,
            incoming.StartMs,
            incoming.DurationMs,
            incoming.Totals,
            incoming.Zone,
            [import.Value]
        );

    /// <summary>The producer's own identity where there is one, else source, time and activity.</summary>
    internal static string KeyOf(IncomingWorkout incoming) =>
        incoming.Identity is { } identity
            ? $"{incoming.Source.Producer}\u001f{identity.Id}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{incoming.Source.Canonical}\u001f{incoming.StartMs}\u001f{incoming.DurationMs}\u001f{incoming.Activity}"
            );
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Workout))]
internal sealed partial class WorkoutJson : JsonSerializerContext;
