using System.Text;
using HealthRecord.Importers.Tests.Json;
using Xunit;

namespace HealthRecord.Importers.Tests.Garmin;

public sealed class GarminExportTests
{
    [Fact]
    public void A_day_begins_when_the_field_marked_gmt_says_and_null_is_not_zero()
    {
        var file = Import(
            """[{"calendarDate":"2025-03-01","totalSteps":null,"totalDistanceMeters":10826,"restingHeartRate":57,"minHeartRate":43,"activeKilocalories":739,"bmrKilocalories":1650,"wellnessStartTimeGmt":"2025-02-28T22:00:00.0","wellnessStartTimeLocal":"2025-03-01T02:00:00.0"},{"calendarDate":"2025-03-01","hydration":{"valueInML":500}}]"""
        );

        Assert.Equal(
            ["distance", "active-energy", "resting-energy", "resting-heart-rate", "water-intake"],
            file.Readings.Select(r => r.Kind.Code)
        );
        var start = new DateTimeOffset(
            2025,
            2,
            28,
            22,
            0,
            0,
            TimeSpan.Zero
        ).ToUnixTimeMilliseconds();
        Assert.All(
            file.Readings.Take(4),
            r => Assert.Equal((start, "+02:00", 86_400_000L), (r.StartMs, r.Zone, r.DurationMs))
        );
        Assert.Equal(
            [
                ("totalSteps", RefusalReason.Incomplete),
                ("minHeartRate", RefusalReason.NotAMeasurement),
            ],
            file.Refused.Select(r => (r.Origin, r.Reason))
        );
    }

    [Fact]
    public void Of_two_exports_of_one_day_the_one_with_more_steps_is_the_later()
    {
        static IEnumerable<Domain.Readings.ExternalIdentity?> Day(int steps) =>
            Import(
                $$"""[{"calendarDate":"2025-03-01","totalSteps":{{steps}},"restingHeartRate":57,"wellnessStartTimeGmt":"2025-02-28T22:00:00.0"}]"""
            )
                .Readings.Select(r => r.Identity);

        Assert.All(
            Day(900).Zip(Day(13000)),
            pair =>
            {
                Assert.Equal(pair.First?.Id, pair.Second?.Id);
                Assert.True(pair.First?.Version < pair.Second?.Version);
            }
        );
    }

    [Fact]
    public void A_night_off_the_wrist_has_no_times_and_is_none()
    {
        var file = Import(
            """[{"calendarDate":"2025-03-01","sleepWindowConfirmationType":"OFF_WRIST"},{"calendarDate":"2025-03-02","sleepStartTimestampGMT":"2025-03-01T21:00:00.0","sleepEndTimestampGMT":"2025-03-02T05:00:00.0","sleepWindowConfirmationType":"ENHANCED_CONFIRMED_FINAL","deepSleepSeconds":5400}]"""
        );

        Assert.Equal(["sleep-stage", "sleep-deep"], file.Readings.Select(r => r.Kind.Code));
        Assert.Equal(
            (1.5, 8 * 3_600_000L),
            (file.Readings[1].Value.ToDouble(), file.Readings[0].DurationMs)
        );
        Assert.Equal(
            (RefusalReason.NotAMeasurement, "OFF_WRIST 2025-03-01"),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Text)
        );
    }

    [Fact]
    public void Weights_are_grams_with_a_version_of_their_own()
    {
        var file = Import(
            """[{"metaData":{"userProfilePK":1,"calendarDate":"2025-03-04T00:00:00.0","sequence":1741046400000},"weight":{"weight":73745.0,"sourceType":"INDEX_SCALE","timestampGMT":"2025-03-04T05:00:00.0"},"version":3}]"""
        );

        Assert.Equal(
            ("g", 73745d, 3L),
            (file.Only.Unit?.Ucum, file.Only.Value.ToDouble(), file.Only.Identity?.Version)
        );
    }

    [Fact]
    public void Activities_are_in_centimetres_and_milliseconds_and_the_unit_of_their_energy_is_said_to_be_a_guess()
    {
        var file = Import(
            """[{"summarizedActivitiesExport":[{"activityId":10000,"activityType":"running","beginTimestamp":1740808800000.0,"startTimeLocal":1740816000000.0,"duration":3364281.0,"distance":478925.0,"calories":2512.0,"avgHr":132.0}]}]"""
        );

        var run = Assert.Single(file.Workouts);
        Assert.Equal(
            (1_740_808_800_000, 3_364_281L, "garmin-activity-10000"),
            (run.StartMs, run.DurationMs, run.Identity?.Id)
        );
        Assert.Equal(4789.25, run.Totals.Single(t => t.Kind == "distance").Value.ToDouble());
        Assert.Equal("kJ", run.Totals.Single(t => t.Kind == "active-energy").Unit);
        Assert.Equal(["import.unit-assumed"], file.WarningKeys);
    }

    [Fact]
    public void Other_files_of_the_export_are_named_and_archives_are_left_to_whoever_reads_them()
    {
        var file = Zip.Import(
            (
                "DI_CONNECT/DI-Connect-Wellness/1_userBioMetrics.json",
                """[{"metaData":{"userProfilePK":1},"weight":{"weight":70000.0,"timestampGMT":"2025-03-04T05:00:00.0"}}]"""
            ),
            ("DI_CONNECT/DI-Connect-User/user_profile.json", """{"firstName":"Ana"}""")
        );

        Assert.Single(file.Readings);
        Assert.Equal(
            ["1", "user_profile.json"],
            file.Warnings.Single(w => w.Key == "import.tables-unread").Arguments
        );
    }

    private static ImportedFile Import(string text) =>
        ImportedFile.Of(Encoding.UTF8.GetBytes(text));
}
