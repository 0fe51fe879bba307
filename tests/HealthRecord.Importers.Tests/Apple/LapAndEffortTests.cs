using HealthRecord.Domain.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests.Apple;

public sealed class LapAndEffortTests
{
    private const string From = "2026-03-01 17:00:00";
    private const string To = "2026-03-01 17:30:00";
    private const string Rated = "WorkoutEffortScore";
    private const string Estimated = "EstimatedWorkoutEffortScore";

    [Fact]
    public void Segments_with_a_length_are_laps()
    {
        var laps = Laps(Segment("17:00:00", "10"), Segment("17:10:00", "12.25"));

        Assert.Equal([(0, 600), (600, 735)], laps);
    }

    [Fact]
    public void Kilometres_and_miles_that_are_cut_at_once_do_not_lie_over_each_other()
    {
        var laps = Laps(
            Segment("17:00:00", "5.5"),
            Segment("17:00:00", "8.85"),
            // Dates are whole seconds: this one begins a little before the last one ended.
            Segment("17:05:29", "5.4"),
            Segment("17:08:51", "8.9"),
            Segment("17:10:54", "5.6")
        );

        Assert.Equal([(0, 330), (329, 324), (654, 336)], laps);
    }

    [Fact]
    public void What_stands_again_inside_an_activity_of_the_workout_counts_once()
    {
        var laps = Laps(
            Lap("17:00:00", "10"),
            $"<WorkoutActivity uuid=\"x\" startDate=\"{From} +0000\" endDate=\"{To} +0000\">{Lap("17:00:00", "10")}{Lap("17:10:00", "20")}</WorkoutActivity>"
        );

        Assert.Equal([(0, 600), (600, 1200)], laps);
    }

    [Fact]
    public void What_was_pressed_goes_before_what_the_watch_cuts_by_itself()
    {
        var laps = Laps(
            Segment("17:00:00", "5"),
            Lap("17:00:00", "900", "s"),
            Segment("17:05:00", "5")
        );

        Assert.Equal([(0, 900)], laps);
    }

    [Fact]
    public void Laps_of_old_exports_are_instants_at_which_one_was_over()
    {
        var laps = Laps(Lap("17:12:00"), Lap("17:20:00"), Lap("17:12:00"), Lap("18:20:00"));

        Assert.Equal([(0, 720), (720, 480), (1200, 600)], laps);
    }

    [Fact]
    public void Pauses_and_events_that_make_no_sense_are_no_laps_and_lose_no_workout() =>
        Assert.Empty(
            Laps(
                "<WorkoutEvent type=\"HKWorkoutEventTypePause\" date=\"2026-03-01 17:05:00 +0000\"/>",
                Segment("17:00:00", "many"),
                Segment("17:00:00", "-3"),
                Segment("17:00:00", "3", "furlong"),
                Segment("25:00:00", "3"),
                // Before it began, and after it ended.
                Segment("16:00:00", "3"),
                Segment("17:29:00", "30"),
                "<WorkoutEvent type=\"HKWorkoutEventTypeSegment\" duration=\"3\" durationUnit=\"min\"/>"
            )
        );

    [Fact]
    public void More_laps_than_anybody_runs_are_left_out_and_counted()
    {
        var events = string.Concat(
            Enumerable
                .Range(0, 10_003)
                .Select(i =>
                    $"<WorkoutEvent type=\"HKWorkoutEventTypeLap\" date=\"2026-03-01 17:00:00 +0000\" duration=\"{i + 1}\" durationUnit=\"ms\"/>"
                )
        );

        var file = ImportedFile.Of(AppleExport.With().Workout("Running", From, To, inside: events));

        Assert.Single(file.Workouts);
        Assert.Contains(file.Warnings, w => w.Key == Warnings.TooManyLaps && w.Arguments is ["3"]);
    }

    [Fact]
    public void What_was_felt_and_what_was_reckoned_are_told_with_the_workout_of_their_times()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Record(Rated, From, "7", "appleEffortScore", To, AppleExport.Phone)
                .Workout("Running", From, To)
                .Workout("Yoga", "2026-03-01 19:00:00", "2026-03-01 20:00:00")
                // Records behind the workouts count as well.
                .Record(Estimated, From, "5.4", "appleEffortScore", To)
        );

        Assert.Equal(
            [new("apple-effort", new(7, 0)), new("apple-effort-estimated", new(54, -1))],
            file.Workouts.Single(w => w.Activity == "running").Efforts
        );
        Assert.Empty(file.Workouts.Single(w => w.Activity == "yoga").Efforts);
        Assert.Empty(file.Refused);
        Assert.Equal(
            (1, 1),
            (
                file.MergedByOrigin[$"HKQuantityTypeIdentifier{Rated}"],
                file.MergedByOrigin[$"HKQuantityTypeIdentifier{Estimated}"]
            )
        );
    }

    [Fact]
    public void Of_two_workouts_at_once_the_effort_is_that_of_its_own_source()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Workout("Walking", From, To, source: "Strava")
                .Workout("Running", From, To, source: AppleExport.Watch)
                .Record(Rated, From, "7", "appleEffortScore", To, AppleExport.Watch)
        );

        Assert.Single(file.Workouts.Single(w => w.Activity == "running").Efforts);
        Assert.Empty(file.Workouts.Single(w => w.Activity == "walking").Efforts);
    }

    [Fact]
    public void A_workout_that_was_rated_again_has_the_last_word()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Workout("Running", From, To)
                .Record(Rated, From, "7", "appleEffortScore", To)
                .Record(Rated, From, "4", "appleEffortScore", To)
        );

        Assert.Equal(4, Assert.Single(Assert.Single(file.Workouts).Efforts).Value.ToDouble());
        Assert.Equal(2, file.MergedByOrigin[$"HKQuantityTypeIdentifier{Rated}"]);
    }

    [Fact]
    public void An_effort_without_its_workout_or_outside_of_the_scale_is_refused_by_name()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Workout("Running", From, To)
                .Record(Rated, "2026-03-02 17:00:00", "7", "appleEffortScore")
                .Record(Rated, From, "0", "appleEffortScore", To)
                .Record(Rated, From, "11", "appleEffortScore", To)
                .Record(Rated, From, "hard", "appleEffortScore", To)
        );

        Assert.Empty(Assert.Single(file.Workouts).Efforts);
        Assert.Equal(
            [
                RefusalReason.Incomplete,
                RefusalReason.Impossible,
                RefusalReason.Impossible,
                RefusalReason.NotANumber,
            ],
            file.Refused.OrderBy(r => r.Line).Select(r => r.Reason)
        );
        Assert.Equal(4, file.Accounted()[$"HKQuantityTypeIdentifier{Rated}"]);
    }

    /// <summary>In seconds: how long after the workout began, and how long.</summary>
    private static IEnumerable<(long, long)> Laps(params string[] inside)
    {
        var workout = Assert.Single(
            ImportedFile
                .Of(AppleExport.With().Workout("Running", From, To, inside: string.Concat(inside)))
                .Workouts
        );
        return workout.Laps.Select(l =>
            ((l.StartMs - workout.StartMs) / 1000, l.DurationMs / 1000)
        );
    }

    private static string Segment(string at, string duration, string unit = "min") =>
        Event("Segment", at, $" duration=\"{duration}\" durationUnit=\"{unit}\"");

    private static string Lap(string at, string? duration = null, string unit = "min") =>
        Event(
            "Lap",
            at,
            duration is null ? "" : $" duration=\"{duration}\" durationUnit=\"{unit}\""
        );

    private static string Event(string type, string at, string length) =>
        $"<WorkoutEvent type=\"HKWorkoutEventType{type}\" date=\"2026-03-01 {at} +0000\"{length}><MetadataEntry key=\"HKLapLength\" value=\"50 m\"/></WorkoutEvent>";
}
