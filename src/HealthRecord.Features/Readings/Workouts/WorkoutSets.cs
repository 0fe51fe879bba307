using System.Globalization;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Features.Readings;

/// <summary>Adds tellings to workouts and takes them away. The order in which imports come and go leaves no trace.</summary>
internal static class WorkoutSets
{
    /// <summary>The producer's own identity where there is one, else source, time and activity.</summary>
    public static string KeyOf(IncomingWorkout incoming) =>
        incoming.Identity is { } identity
            ? $"{incoming.Source.Producer}\u001f{identity.Id}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{incoming.Source.Canonical}\u001f{incoming.StartMs}\u001f{incoming.DurationMs}\u001f{incoming.Activity}"
            );

    public static Workout With(this Workout workout, WorkoutTelling telling)
    {
        var content = telling.Content;
        var same = workout.Tellings.FirstOrDefault(t => t.Content == content);
        var others = workout.Tellings.Where(t => t != same);
        var told = same is null
            ? telling
            : same with
            {
                Imports = [.. same.Imports.Union(telling.Imports).Order()],
            };
        return workout with { Tellings = Ordered([.. others, told]) };
    }

    /// <summary>Null when nobody tells it any more.</summary>
    public static Workout? Without(this Workout workout, Guid import)
    {
        var left = workout
            .Tellings.Select(t => t with { Imports = [.. t.Imports.Where(i => i != import)] })
            .Where(t => t.Imports.Count > 0)
            .ToList();
        return left.Count == 0 ? null : workout with { Tellings = Ordered(left) };
    }

    public static bool IsCarriedBy(this Workout workout, Guid import) =>
        workout.Tellings.Any(t => t.Imports.Contains(import));

    private static WorkoutTelling[] Ordered(IEnumerable<WorkoutTelling> tellings) =>
        [
            .. tellings
                .OrderByDescending(t => t.IdentityVersion)
                .ThenByDescending(t => t.Richness)
                .ThenBy(t => t.Content, StringComparer.Ordinal),
        ];
}
