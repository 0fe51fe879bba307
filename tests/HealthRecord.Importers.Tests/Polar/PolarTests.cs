using System.Text;
using Xunit;

namespace HealthRecord.Importers.Tests.Polar;

public sealed class PolarTests
{
    private const string Session =
        """{"exportVersion":"1.7","startTime":"2025-03-01T17:00:00.000","stopTime":"2025-03-01T17:42:00.000","timeZoneOffset":120,"distance":10887.07,"duration":"PT2520.5S","maximumHeartRate":180,"averageHeartRate":145,"kiloCalories":409,"physicalInformationSnapshot":{"birthday":"1971-04-03","weight, kg":68.1},"exercises":[{"startTime":"2025-03-01T17:00:00.000","timezoneOffset":120,"duration":"PT2520.5S","sport":"RUNNING","loadInformation":{"muscleLoad":-1.0,"cardioLoad":54.2},"samples":{"recordedRoute":[{"dateTime":"2025-03-01T17:00:00.000","latitude":46.0,"longitude":6.5,"altitude":400.5}],"heartRate":[{"dateTime":"2025-03-01T17:00:00.000"},{"dateTime":"2025-03-01T17:00:01.000","value":135}]}}]}""";

    [Fact]
    public void A_session_is_a_workout_at_the_offset_of_its_place()
    {
        var file = Import(Session);

        var run = Assert.Single(file.Workouts);
        Assert.Equal(("running", 2_520_500L, "+02:00"), (run.Activity, run.DurationMs, run.Zone));
        Assert.Equal(
            new DateTimeOffset(
                2025,
                3,
                1,
                17,
                0,
                0,
                TimeSpan.FromHours(2)
            ).ToUnixTimeMilliseconds(),
            run.StartMs
        );
        Assert.Equal(4, run.Totals.Count);
        Assert.Equal(460_000_000, Assert.Single(run.Route).LatitudeE7);
        Assert.Equal(new DateOnly(1971, 4, 3), file.Birth);
    }

    [Fact]
    public void A_load_of_minus_one_is_none() =>
        Assert.Equal(["training-load"], Import(Session).Workouts[0].Efforts.Select(e => e.Scale));

    [Fact]
    public void Samples_without_a_value_and_numbers_of_the_profile_are_no_measurements()
    {
        var file = Import(Session);

        Assert.Equal((135d, "+02:00"), (file.Only.Value.ToDouble(), file.Only.Zone));
        Assert.Equal(
            [
                ("physicalInformationSnapshot/weight, kg", RefusalReason.NotAMeasurement),
                ("samples/heartRate", RefusalReason.Incomplete),
            ],
            file.Refused.Select(r => (r.Origin, r.Reason))
        );
    }

    [Fact]
    public void The_sum_of_a_day_is_not_taken_beside_its_minutes()
    {
        var sums = Import(
            """{"exportVersion":"1.7","date":"2025-03-01","summary":{"stepCount":12415,"stepsDistance":7059.5,"calories":2394}}"""
        );
        Assert.Equal([12415, 7059.5], sums.Readings.Select(r => r.Value.ToDouble()));

        var minutes = Import(
            """{"exportVersion":"1.7","date":"2025-03-01","summary":{"stepCount":30},"samples":{"steps":[{"localTime":"08:00:00","value":10},{"localTime":"08:01:00","value":20}]}}"""
        );
        Assert.Equal([10, 20], minutes.Readings.Select(r => r.Value.ToDouble()));
        Assert.Equal(RefusalReason.NotAMeasurement, minutes.OnlyRefusal.Reason);
    }

    [Fact]
    public void A_night_has_the_stages_between_its_changes_and_the_last_change_is_only_its_end()
    {
        var file = Import(
            """[{"night":"2025-03-02","evaluation":{},"sleepResult":{"hypnogram":{"sleepStart":"2025-03-01T23:10:00.000+01:00","sleepEnd":"2025-03-02T00:10:00.000+01:00","sleepStateChanges":[{"offsetFromStart":"PT0S","state":"NONREM2"},{"offsetFromStart":"PT600S","state":"NONREM3"},{"offsetFromStart":"PT1800S","state":"UNKNOWN"},{"offsetFromStart":"PT2400S","state":"REM"},{"offsetFromStart":"PT3600S","state":"WAKE"}]}}}]"""
        );

        Assert.Equal(
            ["in-bed 0+3600", "light 0+600", "deep 600+1200", "rem 2400+1200"],
            file.Readings.Select(r =>
                $"{r.Kind.Codes[(int)r.Value.Digits]} {(r.StartMs - file.Readings[0].StartMs) / 1000}+{r.DurationMs / 1000}"
            )
        );
        Assert.All(file.Readings, r => Assert.Equal("+01:00", r.Zone));
        Assert.Equal(RefusalReason.Sentinel, file.OnlyRefusal.Reason);
        Assert.Equal(5, file.Accounted()["sleep/state"]);
    }

    [Fact]
    public void Scores_and_recovery_are_told_by_the_date_of_the_night()
    {
        var score = Import("""[{"night":"2025-03-02","sleepScoreResult":{"sleepScore":81.5}}]""");
        Assert.Equal(("sleep-score", 81.5), (score.Only.Kind.Code, score.Only.Value.ToDouble()));

        var recovery = Import(
            """[{"night":"2025-03-02","meanNightlyRecoveryRri":1100,"meanNightlyRecoveryRmssd":45}]"""
        );
        Assert.Equal("hrv-rmssd", recovery.Only.Kind.Code);
    }

    private static ImportedFile Import(string text) =>
        ImportedFile.Of(Encoding.UTF8.GetBytes(text));
}
