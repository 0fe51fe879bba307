using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Readings;

/// <summary>
/// A session of exercise: the sealed inside of its entry. Like a month of readings it is a set of what carriers told, each
/// with the imports that carried it: taking one import out leaves what the others alone would have left.
/// </summary>
/// <param name="Tellings">Never empty; the one that is shown first.</param>
public sealed record Workout(IReadOnlyList<WorkoutTelling> Tellings)
{
    /// <summary>Metres that are cut off around both ends of a route where others see it, unless its person says otherwise.</summary>
    public const int UsualCutMetres = 200;

    public int Version { get; init; } = 2;

    /// <summary>Whether everybody who may see the workouts sees the route too, without its ends. Said by hand.</summary>
    public bool IsRouteShown { get; init; }

    /// <summary>Said by hand.</summary>
    public int CutMetres { get; init; } = UsualCutMetres;

    /// <summary>A person said that this is not the same as another source's. Said by hand.</summary>
    public bool IsApart { get; init; }

    internal static readonly EntryType<Workout> Type = new(
        "workout",
        RecordDomains.Sport,
        WorkoutJson.Default.Workout,
        OneTelling
    );

    [JsonIgnore]
    public WorkoutTelling Shown => Tellings[0];

    [JsonIgnore]
    public SourceKey Source => Shown.Source;

    [JsonIgnore]
    public string Activity => Shown.Activity;

    [JsonIgnore]
    public long StartMs => Shown.StartMs;

    [JsonIgnore]
    public long DurationMs => Shown.DurationMs;

    [JsonIgnore]
    public IReadOnlyList<WorkoutTotal> Totals => Shown.Totals;

    [JsonIgnore]
    public string? Zone => Shown.Zone;

    [JsonIgnore]
    public int Month => UtcMonth.Of(StartMs);

    /// <summary>Version 1 knew one telling, by whoever came first.</summary>
    private static void OneTelling(JsonObject payload)
    {
        var telling = new JsonObject();
        foreach (
            var name in (string[])
                ["Source", "Activity", "StartMs", "DurationMs", "Totals", "Zone", "Imports"]
        )
        {
            if (!payload.TryGetPropertyValue(name, out var value))
                continue;
            payload.Remove(name);
            telling[name] = value;
        }
        payload["Tellings"] = new JsonArray(telling);
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Workout))]
[JsonSerializable(typeof(WorkoutRoute))]
internal sealed partial class WorkoutJson : JsonSerializerContext;
