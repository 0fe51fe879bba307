using HealthRecord.Importers.Tests.Json;
using Xunit;

namespace HealthRecord.Importers.Tests.GoogleFit;

public sealed class GoogleFitTests
{
    private const string All = "Takeout/Fit/All Data/";
    private const string Daily = "Takeout/Fit/Daily activity metrics/Daily activity metrics.csv";

    [Fact]
    public void Derived_points_are_copies_and_only_the_raw_ones_are_read()
    {
        var file = Zip.Import(
            Points(
                "raw:com.google.heart_rate.bpm:com.google.android.apps.fitness:watch",
                "com.google.heart_rate.bpm",
                "\"fpVal\": 61.0"
            ),
            Points(
                "derived:com.google.heart_rate.bpm:com.google.android.gms:merge_heart_rate_bpm",
                "com.google.heart_rate.bpm",
                "\"fpVal\": 61.0"
            )
        );

        Assert.Equal("Google Fit (watch)", file.Only.Source.Name);
        Assert.Contains("import.copies-skipped", file.WarningKeys);
    }

    [Fact]
    public void Of_steps_only_those_that_google_merged_are_read()
    {
        var file = Zip.Import(
            Points(
                "raw:com.google.step_count.delta:app:Google:Pixel 4a:8f3c:x",
                "com.google.step_count.delta",
                "\"intVal\": 40"
            ),
            Points(
                "derived:com.google.step_count.delta:com.google.android.gms:merge_step_deltas",
                "com.google.step_count.delta",
                "\"intVal\": 50"
            ),
            Points(
                "derived:com.google.step_count.delta:com.google.android.gms:estimated_steps",
                "com.google.step_count.delta",
                "\"intVal\": 50"
            )
        );

        Assert.Equal(50, file.Only.Value.ToDouble());
        Assert.Equal("2", file.Warnings.Single(w => w.Key == "import.copies-skipped").Arguments[0]);
    }

    [Fact]
    public void What_was_only_derived_is_read_all_the_same()
    {
        var file = Zip.Import(
            Points(
                "derived:com.google.distance.delta:com.google.android.gms:merge_distance_delta",
                "com.google.distance.delta",
                "\"fpVal\": 12.5"
            )
        );

        Assert.Equal(12.5, file.Only.Value.ToDouble());
    }

    [Fact]
    public void A_device_is_named_without_its_number() =>
        Assert.Equal(
            "Google Pixel 4a",
            Importers.GoogleFit.GoogleFitPoints.NameOf(
                "raw:com.google.step_count.delta:app:Google:Pixel 4a:8f3c:top"
            )
        );

    [Fact]
    public void Blood_pressure_is_one_reading_of_two_numbers()
    {
        var file = Zip.Import(
            (
                $"{All}raw_bp.json",
                """{"Data Source":"raw:com.google.blood_pressure:com.google.android.apps.fitness:user_input","Data Points":[{"fitValue":[{"value":{"fpVal":127.0}},{"value":{"fpVal":80.0}},{"value":{}}],"originDataSourceId":"raw:com.google.blood_pressure:com.google.android.apps.fitness:user_input","endTimeNanos":1714608000000000000,"dataTypeName":"com.google.blood_pressure","startTimeNanos":1714608000000000000}]}"""
            )
        );

        Assert.Equal("blood-pressure", file.Only.Kind.Code);
        Assert.Equal(80, file.Only.Parts!.Rest[0]!.Value.ToDouble());
        Assert.Equal(1_714_608_000_000, file.Only.StartMs);
    }

    [Fact]
    public void A_total_of_a_day_is_not_taken_beside_the_points_of_that_day()
    {
        var file = Zip.Import(
            Points(
                "derived:com.google.step_count.delta:com.google.android.gms:merge_step_deltas",
                "com.google.step_count.delta",
                "\"intVal\": 50"
            ),
            (
                Daily,
                "Date,Calories (kcal),Distance (m),Step count,Average weight (kg),Max weight (kg)\n2024-05-02,1800,1200.5,9603,,\n2024-05-03,,,10483,70.5,70.5\n"
            )
        );

        Assert.Equal(
            [
                ("com.google.step_count.delta", 50d),
                ("Daily activity metrics/Distance (m)", 1200.5),
                ("Daily activity metrics/Step count", 10483),
                ("Daily activity metrics/Average weight (kg)", 70.5),
            ],
            file.Readings.Select(r => (r.Origin, r.Value.ToDouble()))
        );
        Assert.Equal(
            [
                ("Daily activity metrics/Calories (kcal)", RefusalReason.UnknownType),
                ("Daily activity metrics/Step count", RefusalReason.NotAMeasurement),
                ("Daily activity metrics/Max weight (kg)", RefusalReason.NotAMeasurement),
            ],
            file.Refused.Select(r => (r.Origin, r.Reason))
        );
        // A local day in Paris.
        Assert.Equal(
            (22 * 3_600_000L, 24 * 3_600_000L),
            (file.Readings[1].StartMs % 86_400_000, file.Readings[1].DurationMs)
        );
    }

    [Fact]
    public void Sessions_of_sleep_are_nights_and_others_workouts()
    {
        var file = Zip.Import(
            (
                "Takeout/Fit/All Sessions/a.json",
                """{"fitnessActivity":"sleep","startTime":"2024-04-30T22:00:00.000Z","endTime":"2024-05-01T06:00:00.000Z","segment":[{"fitnessActivity":"sleep.light","startTime":"2024-04-30T22:00:00.000Z","endTime":"2024-05-01T03:00:00.000Z"}],"aggregate":[{"metricName":"com.google.calories.expended","floatValue":510.2}]}"""
            ),
            (
                "Takeout/Fit/All Sessions/b.json",
                """{"fitnessActivity":"running","startTime":"2024-05-01T16:00:00.000Z","endTime":"2024-05-01T16:30:00.000Z","aggregate":[{"metricName":"com.google.distance.delta","floatValue":5020.5}]}"""
            ),
            (
                "Takeout/Fit/All Sessions/c.json",
                """{"fitnessActivity":"in_vehicle","startTime":"2024-05-01T16:00:00.000Z","endTime":"2024-05-01T16:30:00.000Z"}"""
            )
        );

        Assert.Equal(
            ["in-bed", "light"],
            file.Readings.Select(r => r.Kind.Codes[(int)r.Value.Digits])
        );
        var run = Assert.Single(file.Workouts);
        Assert.Equal(("running", 1_800_000L), (run.Activity, run.DurationMs));
        Assert.Equal(RefusalReason.NotAMeasurement, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void A_whole_takeout_gives_what_each_of_its_folders_holds()
    {
        var file = Zip.Import(
            Points(
                "raw:com.google.heart_rate.bpm:com.google.android.apps.fitness:watch",
                "com.google.heart_rate.bpm",
                "\"fpVal\": 61.0"
            ),
            (
                "Takeout/Fitbit/Global Export Data/steps-2024-03-01.json",
                """[{"dateTime":"03/01/24 07:01:00","value":"54"}]"""
            ),
            (
                "Takeout/Google Health/Physical Activity_GoogleData/weight.csv",
                "timestamp,weight grams,data source\n2026-01-01T06:00:00Z,62400,Scale\n"
            ),
            ("Takeout/archive_browser.html", "<!DOCTYPE html><html></html>")
        );

        Assert.Equal(
            ["body-weight", "heart-rate", "steps"],
            file.Readings.Select(r => r.Kind.Code).Order(StringComparer.Ordinal)
        );
        Assert.Equal(["import.times-assumed-utc", "import.members-unknown"], file.WarningKeys);
    }

    private static (string, string) Points(string source, string type, string value) =>
        (
            $"{All}{source.Replace(':', '_')}.json",
            $$"""
            { "Data Source": "{{source}}", "Data Points": [ { "fitValue": [ { "value": { {{value}} } } ], "originDataSourceId": "{{source}}",
              "endTimeNanos": 1714636860000000000, "dataTypeName": "{{type}}", "startTimeNanos": 1714636800000000000, "modifiedTimeMillis": 0 } ] }
            """
        );
}
