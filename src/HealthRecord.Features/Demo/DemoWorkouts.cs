using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Workouts;

namespace HealthRecord.Features.Demo;

/// <summary>The Sunday runs of the last year, round a wood that lies nowhere.</summary>
internal static class DemoWorkouts
{
    private const int Weeks = 52;
    private const int Minutes = 42;
    private const int LapMinutes = 14;

    // In the middle of the Bay of Biscay: nobody lives there.
    private const int Latitude = 455_000_000;
    private const int Longitude = -45_000_000;

    public static IEnumerable<(IncomingWorkout Workout, IReadOnlyList<IncomingReading> Beats)> Of(
        DemoMember member,
        DemoCalendar calendar
    )
    {
        if (!member.HasWatch)
            yield break;
        var chance = new DemoChance(member.Seed + 1000);
        var watch = new SourceKey("apple", $"Montre de {member.Name}");
        foreach (
            var day in calendar
                .Days(member.BornOn(calendar.Today))
                .Where(d =>
                    d.DayOfWeek == DayOfWeek.Sunday && d > calendar.Today.AddDays(-7 * Weeks)
                )
        )
            yield return Run(watch, DemoCalendar.At(day, 600 + chance.Between(0, 40)), chance);
    }

    private static (IncomingWorkout, IReadOnlyList<IncomingReading>) Run(
        SourceKey watch,
        long start,
        DemoChance chance
    )
    {
        var size = 0.9 + (0.2 * chance.Unit());
        var route = new List<RoutePoint>();
        for (var second = 0; second <= Minutes * 60; second += 6)
        {
            var turn = second / (Minutes * 60.0) * 2 * Math.PI;
            var radius = size * (1 + (0.18 * Math.Sin(3 * turn)) + (0.05 * Math.Sin(7 * turn)));
            route.Add(
                new(
                    start + (second * 1000L),
                    Latitude + (int)(82_000 * radius * Math.Sin(turn)),
                    Longitude + (int)(128_000 * radius * Math.Cos(turn)),
                    4200 + (int)(900 * Math.Sin(2 * turn))
                )
            );
        }
        var beats = new List<IncomingReading>();
        for (var minute = 0; minute < Minutes; minute++)
            beats.Add(
                DemoCalendar.Reading(
                    "heart-rate",
                    watch,
                    start + (minute * 60_000L),
                    0,
                    Math.Min(172, 118 + (1.6 * minute) + (3 * chance.Normal()))
                )
            );
        var metres = Routes.Metres(route);
        var workout = new IncomingWorkout(
            watch,
            "running",
            start,
            Minutes * 60_000,
            Totals(metres, beats),
            null,
            null,
            "running",
            0
        )
        {
            Route = route,
            Laps =
            [
                .. Enumerable
                    .Range(0, Minutes / LapMinutes)
                    .Select(i => new WorkoutLap(
                        start + (i * LapMinutes * 60_000L),
                        LapMinutes * 60_000,
                        Totals(
                            metres * LapMinutes / Minutes,
                            beats.GetRange(i * LapMinutes, LapMinutes)
                        )
                    )),
            ],
            Efforts = [new("rpe", new(chance.Between(4, 7), 0))],
        };
        return (workout, beats);
    }

    private static IReadOnlyList<WorkoutTotal> Totals(
        double metres,
        IReadOnlyList<IncomingReading> beats
    ) =>
        [
            new("distance", "sum", DemoCalendar.Written(metres / 1000, 2), "km"),
            new(
                "heart-rate",
                "mean",
                DemoCalendar.Written(beats.Average(b => b.Value.ToDouble()), 0),
                "/min"
            ),
        ];
}
