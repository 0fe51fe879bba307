using System.Text;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Apple;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests.Apple;

public sealed class WorkoutTests
{
    private const string From = "2026-03-01 17:00:00";
    private const string To = "2026-03-01 17:31:30";

    [Fact]
    public void A_workout_has_its_activity_its_length_and_its_totals()
    {
        var workout = Assert.Single(
            ImportedFile
                .Of(
                    AppleExport
                        .With()
                        .Workout(
                            "Running",
                            From,
                            To,
                            6.7521m,
                            264,
                            inside: "<MetadataEntry key=\"HKTimeZone\" value=\"Europe/London\"/>"
                        )
                )
                .Workouts
        );
        Assert.Equal("running", workout.Activity);
        Assert.Equal(1_890_000, workout.DurationMs);
        Assert.Equal("Europe/London", workout.Zone);
        Assert.Equal("HKWorkoutActivityTypeRunning", workout.Origin);
        Assert.Equal(
            [
                new WorkoutTotal("distance", "sum", new(67521, -4), "km"),
                new WorkoutTotal("active-energy", "sum", new(264, 0), "kcal"),
            ],
            workout.Totals
        );
    }

    [Fact]
    public void Totals_of_old_exports_stand_in_attributes()
    {
        var workout = Assert.Single(
            ImportedFile
                .Of(
                    AppleExport
                        .With()
                        .Raw(
                            $"<Workout workoutActivityType=\"HKWorkoutActivityTypeTraditionalStrengthTraining\" duration=\"31.5\" durationUnit=\"min\" totalDistance=\"0.497\" totalDistanceUnit=\"mi\" totalEnergyBurned=\"48.744\" totalEnergyBurnedUnit=\"Cal\" sourceName=\"a\" startDate=\"{From} +0000\" endDate=\"{To} +0000\"/>"
                        )
                )
                .Workouts
        );
        Assert.Equal("traditional-strength-training", workout.Activity);
        Assert.Equal(
            ["active-energy 48744 kcal", "distance 497 [mi_i]", "active-minutes 315 min"],
            workout.Totals.Select(t => $"{t.Kind} {t.Value.Digits} {t.Unit}")
        );
    }

    [Fact]
    public void A_bad_inner_record_does_not_lose_the_workout()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Workout(
                    "Yoga",
                    From,
                    To,
                    kilocalories: 120,
                    inside: """
                    <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="NaN" minimum="88" maximum="130" unit="count/min"/>
                    <WorkoutStatistics sum="5" unit="km"/>
                    <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceCycling" sum="5" unit="kg"/>
                    <WorkoutActivity uuid="x"><WorkoutStatistics type="HKQuantityTypeIdentifierActiveEnergyBurned" sum="7" unit="kcal"/></WorkoutActivity>
                    <WorkoutRoute><MetadataEntry key="HKTimeZone" value="Asia/Tokyo"/><FileReference path="/x.gpx"/></WorkoutRoute>
                    <WorkoutEvent type="HKWorkoutEventTypePause" date="nonsense"/>
                    """
                )
        );
        var workout = Assert.Single(file.Workouts);
        Assert.Null(workout.Zone);
        Assert.Equal(
            ["heart-rate min 88", "heart-rate max 130", "active-energy sum 120"],
            workout.Totals.Select(t => $"{t.Kind} {t.Figure} {t.Value.Digits}")
        );
    }

    [Fact]
    public void A_workout_without_a_date_is_refused_under_its_activity()
    {
        var file = ImportedFile.Of(AppleExport.With().Workout("Running", To, From));
        Assert.Empty(file.Workouts);
        Assert.Equal(RefusalReason.EndBeforeStart, file.OnlyRefusal.Reason);
        Assert.Equal("HKWorkoutActivityTypeRunning", file.OnlyRefusal.Origin);
    }

    [Fact]
    public void More_workouts_than_anybody_does_are_left_out_and_counted()
    {
        var one =
            $"<Workout workoutActivityType=\"HKWorkoutActivityTypeYoga\" sourceName=\"a\" startDate=\"{From} +0000\" endDate=\"{To} +0000\"/>";
        var xml = new StringBuilder("<HealthData>").Insert(
            "<HealthData>".Length,
            one,
            AppleWorkouts.Most + 3
        );

        var file = ImportedFile.Of(xml.Append("</HealthData>").ToString());

        Assert.Equal(AppleWorkouts.Most, file.Workouts.Count);
        Assert.Contains(
            file.Warnings,
            w => w.Key == Warnings.TooManyWorkouts && w.Arguments is ["3"]
        );
    }

    [Fact]
    public void Records_after_a_workout_that_was_never_closed_are_not_lost()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Raw(
                    $"<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" sourceName=\"a\" startDate=\"{From} +0000\" endDate=\"{To} +0000\">"
                )
                .HeartRate(From, 140)
        );
        Assert.Single(file.Workouts);
        Assert.Single(file.Readings);
    }
}
