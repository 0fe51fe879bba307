using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Apple;

/// <summary>Holds the workouts of a file until it is read: what belongs to them may stand before or behind them.</summary>
internal sealed class AppleWorkouts(AppleRoutes routes, AppleEfforts efforts, IImportSink sink)
{
    /// <summary>Workouts are held until the commit anyway: ten a day for 27 years, and no hostile file can ask for more.</summary>
    public const int Most = 100_000;

    private readonly List<(IncomingWorkout Workout, IReadOnlyList<string> RouteFiles)> held = [];

    /// <summary>Workouts above <see cref="Most"/>, which were left out.</summary>
    public long LeftOut { get; private set; }

    public void Add(IncomingWorkout workout, IReadOnlyList<string> routeFiles)
    {
        if (held.Count == Most)
            LeftOut++;
        else
            held.Add((workout, routeFiles));
    }

    public void Finish()
    {
        var felt = efforts.Of(held.Select(h => h.Workout));
        foreach (var (workout, files) in held.Where(h => h.RouteFiles.Count > 0))
            Give(workout, [.. files.SelectMany(routes.Named)]);
        // Those that named no file get the routes that nobody named, by their times.
        foreach (var (workout, _) in held.Where(h => h.RouteFiles.Count == 0))
            Give(workout, routes.Within(workout.StartMs, workout.StartMs + workout.DurationMs));
        held.Clear();

        void Give(IncomingWorkout workout, IReadOnlyList<RoutePoint> points) =>
            sink.Take(
                workout with
                {
                    Route = [.. points.OrderBy(p => p.AtMs)],
                    Efforts = felt.GetValueOrDefault(workout, []),
                }
            );
    }
}
