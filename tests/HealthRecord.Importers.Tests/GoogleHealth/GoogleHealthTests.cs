using System.Text;
using Xunit;

namespace HealthRecord.Importers.Tests.GoogleHealth;

/// <summary>Shapes of the published reference: nobody here has seen a real answer.</summary>
public sealed class GoogleHealthTests
{
    private const string Night = """
        {"name":"users/1/dataTypes/sleep/dataPoints/n1","dataSource":{"platform":"FITBIT","device":{"displayName":"Charge 6"}},
         "sleep":{"interval":{"startTime":"2026-03-01T22:00:00Z","startUtcOffset":"3600s","endTime":"2026-03-02T05:00:00Z","endUtcOffset":"3600s"},
          "type":"STAGES","stages":[
           {"startTime":"2026-03-01T22:00:00Z","startUtcOffset":"3600s","endTime":"2026-03-01T23:00:00Z","endUtcOffset":"3600s","type":"LIGHT"},
           {"startTime":"2026-03-01T23:00:00Z","startUtcOffset":"3600s","endTime":"2026-03-02T00:00:00Z","endUtcOffset":"3600s","type":"DEEP"},
           {"startTime":"2026-03-02T00:00:00Z","startUtcOffset":"3600s","endTime":"2026-03-02T00:10:00Z","endUtcOffset":"3600s","type":"RESTLESS"},
           {"startTime":"2026-03-02T00:10:00Z","startUtcOffset":"3600s","endTime":"2026-03-02T05:00:00Z","endUtcOffset":"3600s","type":"ASLEEP"}],
          "outOfBedSegments":[{"startTime":"2026-03-02T00:02:00Z","endTime":"2026-03-02T00:05:00Z"}],
          "summary":{"minutesAsleep":"410"},"updateTime":"2026-03-02T05:30:00Z"}}
        """;

    private const string Run = """
        {"name":"users/1/dataTypes/exercise/dataPoints/r1","dataSource":{"platform":"FITBIT"},
         "exercise":{"interval":{"startTime":"2026-03-01T08:00:00Z","startUtcOffset":"-18000s","endTime":"2026-03-01T08:45:00Z","endUtcOffset":"-18000s"},
          "exerciseType":"OPEN_WATER_SWIMMING","activeDuration":"2600s",
          "metricsSummary":{"caloriesKcal":410.5,"distanceMillimeters":1500000,"steps":"0","averageHeartRateBeatsPerMinute":"128"},
          "updateTime":"2026-03-01T09:00:00Z"}}
        """;

    [Fact]
    public void Moments_and_spans_have_their_unit_their_offset_and_their_name()
    {
        var file = Import(
            """{"name":"users/1/dataTypes/weight/dataPoints/w1","weight":{"sampleTime":{"physicalTime":"2026-03-01T06:00:00Z","utcOffset":"3600s"},"weightGrams":72350}}""",
            """{"dataSource":{"device":{"displayName":"Charge 6"}},"steps":{"interval":{"startTime":"2026-03-01T06:00:00Z","startUtcOffset":"0s","endTime":"2026-03-01T06:01:00Z"},"count":"87"}}""",
            """{"distance":{"interval":{"startTime":"2026-03-01T06:00:00Z","endTime":"2026-03-01T06:01:00Z"},"millimeters":"61200"}}""",
            """{"oxygenSaturation":{"sampleTime":{"physicalTime":"2026-03-01T06:00:00Z"},"percentage":96.5}}"""
        );

        Assert.Equal(
            [
                ("body-weight", 72.35, "kg", "+01:00", "Google Health", "google-w1", 0),
                ("steps", 87, "1", null, "Charge 6", null, 60_000),
                ("distance", 61.2, "m", null, "Google Health", null, 60_000),
                ("spo2", 96.5, "%", null, "Google Health", null, 0L),
            ],
            file.Readings.Select(r =>
                (
                    r.Kind.Code,
                    r.Value.ToDouble(),
                    r.Unit?.Ucum is null or "{steps}" ? "1" : r.Unit.Ucum,
                    r.Zone,
                    r.Source.Name,
                    r.Identity?.Id,
                    r.DurationMs
                )
            )
        );
    }

    [Fact]
    public void A_night_is_the_time_in_bed_and_every_stage_under_its_own_name()
    {
        var file = Import(Night);

        Assert.Equal(
            [
                ("sleep", "in-bed", 420.0),
                ("sleep/LIGHT", "light", 60),
                ("sleep/DEEP", "deep", 60),
                // Who is restless does not sleep.
                ("sleep/RESTLESS", "awake", 10),
                ("sleep/ASLEEP", "asleep-unspecified", 290),
            ],
            file.Readings.Select(r =>
                (r.Origin, r.Kind.Codes[(int)r.Value.Digits], r.DurationMs / 60_000.0)
            )
        );
        Assert.All(
            file.Readings,
            r => Assert.Equal(("Charge 6", "+01:00"), (r.Source.Name, r.Zone))
        );
        Assert.Equal(
            ("google-n1", 1_772_429_400_000),
            (file.Readings[0].Identity!.Id, file.Readings[0].Identity!.Version)
        );
        // Minutes out of bed lie over the stages.
        Assert.Equal(1, file.MergedByOrigin["sleep/outOfBed"]);
        Assert.Empty(file.Refused);
    }

    [Fact]
    public void A_workout_has_its_activity_its_sums_and_the_offset_of_where_it_was()
    {
        var workout = Assert.Single(Import(Run).Workouts);

        Assert.Equal(
            ("swimming", 45.0, "-05:00", "google-r1"),
            (workout.Activity, workout.DurationMs / 60_000.0, workout.Zone, workout.Identity?.Id)
        );
        // No step is none measured.
        Assert.Equal(
            [
                ("active-energy", "sum", 410.5, "kcal"),
                ("distance", "sum", 1500, "m"),
                ("heart-rate", "mean", 128, "/min"),
            ],
            workout.Totals.Select(t => (t.Kind, t.Figure, t.Value.ToDouble(), t.Unit))
        );
    }

    [Fact]
    public void What_cannot_be_is_refused_by_name_and_the_rest_stays()
    {
        var file = Import(
            Night.Replace("\"DEEP\"", "\"DREAMING\"", StringComparison.Ordinal),
            Run.Replace("2026-03-01T08:45", "2026-02-01T08:45", StringComparison.Ordinal),
            """{"sleep":{"interval":{"startTime":"yesterday","endTime":"today"}}}""",
            """{"heartRate":{"sampleTime":{},"beatsPerMinute":"61"}}""",
            """{"heartRate":{"sampleTime":{"physicalTime":"2026-03-01T06:00:00Z"},"beatsPerMinute":"fast"}}""",
            """{"name":"x","floors":{"count":"3"}}"""
        );

        Assert.Equal(
            [
                ("sleep/DREAMING", RefusalReason.Code),
                ("exercise", RefusalReason.EndBeforeStart),
                ("sleep", RefusalReason.Date),
                ("heartRate", RefusalReason.Date),
                ("heartRate", RefusalReason.NotANumber),
                ("dataPoint", RefusalReason.UnknownType),
            ],
            file.Refused.Select(r => (r.Origin, r.Reason))
        );
        Assert.Equal(4, file.Readings.Count);
        Assert.Empty(file.Workouts);
    }

    [Fact]
    public void A_night_that_is_told_twice_says_nothing_new()
    {
        var once = Import(Night, Run);
        var twice = Import(Night, Night, Run);

        Assert.Equal(
            once.Plain().Distinct().Order(StringComparer.Ordinal),
            twice.Plain().Distinct().Order(StringComparer.Ordinal)
        );
    }

    private static ImportedFile Import(params string[] points) =>
        ImportedFile.Of(
            Encoding.UTF8.GetBytes(
                $"{{\"dataPoints\":[{string.Join(",", points)}],\"nextPageToken\":\"\"}}"
            )
        );
}
