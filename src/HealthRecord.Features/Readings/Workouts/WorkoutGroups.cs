using HealthRecord.Domain.Workouts;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Readings;

/// <summary>Puts entries together that tell one workout, the richest first.</summary>
internal static class WorkoutGroups
{
    public static IEnumerable<IReadOnlyList<StoredEntry<Workout>>> Of(
        IReadOnlyList<StoredEntry<Workout>> entries
    ) =>
        SameWorkouts
            .Group(
                entries.Select(
                    (e, i) =>
                        new ToldWorkout(
                            i,
                            e.Payload.Source,
                            e.Payload.StartMs,
                            e.Payload.DurationMs,
                            e.Payload.Shown.Richness,
                            e.Payload.IsApart
                        )
                )
            )
            .Select(same => same.Select(i => entries[i]).ToList());
}
