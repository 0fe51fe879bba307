using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Workouts;

/// <summary>One telling of a workout, as far as recognising it takes.</summary>
/// <param name="Richness">How much it tells beside start and length: the one that tells most is shown.</param>
/// <param name="IsApart">A person said that it is a workout of its own.</param>
public readonly record struct ToldWorkout(
    int Index,
    SourceKey Source,
    long StartMs,
    long DurationMs,
    int Richness,
    bool IsApart
);

/// <summary>Recognises one workout that several sources tell: starts at most 60 s apart, lengths within 2 %.</summary>
/// <remarks>Two of one source are never the same. The result does not depend on the order of the tellings.</remarks>
public static class SameWorkouts
{
    private const long NearMs = 60_000;
    private const double Within = 0.02;

    /// <returns>Indices of the tellings of each workout, the one to show first.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Group(IEnumerable<ToldWorkout> tellings)
    {
        // The richest first: what is shown draws the others to itself, and no chain of small steps joins what lies apart.
        var byRichness = tellings
            .OrderByDescending(t => t.Richness)
            .ThenBy(t => t.Source.Canonical, StringComparer.Ordinal)
            .ThenBy(t => t.StartMs)
            .ThenBy(t => t.DurationMs)
            .ThenBy(t => t.Index);
        var groups = new List<List<ToldWorkout>>();
        foreach (var told in byRichness)
        {
            var same = groups.Find(g => IsSame(g, told));
            if (same is null)
                groups.Add([told]);
            else
                same.Add(told);
        }
        return
        [
            .. groups
                .OrderBy(g => g[0].StartMs)
                .ThenBy(g => g[0].Index)
                .Select(g => g.ConvertAll(t => t.Index)),
        ];
    }

    private static bool IsSame(List<ToldWorkout> group, ToldWorkout told) =>
        !told.IsApart
        && !group[0].IsApart
        && Math.Abs(group[0].StartMs - told.StartMs) <= NearMs
        && Math.Abs(group[0].DurationMs - told.DurationMs)
            <= Within * Math.Max(group[0].DurationMs, told.DurationMs)
        && !group.Exists(t => t.Source == told.Source);
}
