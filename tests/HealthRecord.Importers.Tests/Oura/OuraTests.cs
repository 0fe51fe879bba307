using System.Text;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Oura;
using Xunit;

namespace HealthRecord.Importers.Tests.Oura;

public sealed class OuraTests
{
    private const string Night =
        """{"id":"n1","bedtime_start":"2025-03-01T23:00:00.000+02:00","bedtime_end":"2025-03-01T23:22:00.000+02:00","day":"2025-03-01","type":"TYPE","average_breath":14.5,"average_hrv":32,"lowest_heart_rate":50,"heart_rate":{"interval":300.0,"items":[55.0,null,58.0],"timestamp":"2025-03-01T23:00:00.000+02:00"},"sleep_phase_5_min":"42221","total_sleep_duration":1000}""";

    [Fact]
    public void A_night_has_stages_from_its_digits_and_its_last_one_ends_with_it()
    {
        var file = Import(Body(Night.Replace("TYPE", "long_sleep")));

        Assert.Equal(
            ["in-bed 0+1320", "awake 0+300", "light 300+900", "deep 1200+120"],
            file.Readings.Where(r => r.Kind.Code == "sleep-stage")
                .Select(r =>
                    $"{r.Kind.Codes[(int)r.Value.Digits]} {(r.StartMs - file.Readings[0].StartMs) / 1000}+{r.DurationMs / 1000}"
                )
        );
        Assert.Equal(5, file.Accounted()["sleep/sleep_phase_5_min"]);
        Assert.All(file.Readings, r => Assert.Equal("+02:00", r.Zone));
        Assert.Contains(file.Readings, r => r.Kind.Code == "resting-heart-rate");
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void Nulls_in_a_series_are_gaps_and_move_nothing()
    {
        var beats = Import(Body(Night.Replace("TYPE", "long_sleep")))
            .Readings.Where(r => r.Origin == "sleep/heart_rate")
            .ToList();

        Assert.Equal([55, 58], beats.Select(r => r.Value.ToDouble()));
        Assert.Equal(600_000, beats[1].StartMs - beats[0].StartMs);
    }

    [Fact]
    public void A_nap_is_sleep_but_not_the_night_and_rest_is_neither()
    {
        var nap = Import(Body(Night.Replace("TYPE", "late_nap")));
        Assert.Contains(nap.Readings, r => r.Kind.Code == "sleep-stage");
        Assert.DoesNotContain(nap.Readings, r => r.Kind.Code == "resting-heart-rate");
        Assert.Equal(["import.naps"], nap.WarningKeys);

        var rest = Import(Body(Night.Replace("TYPE", "rest")));
        Assert.Empty(rest.Readings);
        Assert.Equal(RefusalReason.NotAMeasurement, rest.OnlyRefusal.Reason);
    }

    [Fact]
    public void The_steps_of_a_day_lie_in_its_local_day_and_a_later_export_of_it_wins()
    {
        static IncomingReading Steps(int steps) =>
            Import(
                Body(
                    $$"""{"id":"a0","day":"2025-03-01","active_calories":450,"steps":{{steps}},"total_calories":1823,"equivalent_walking_distance":11691,"timestamp":"2025-03-01T04:00:00.000+02:00"}"""
                )
            )
                .Readings.Single(r => r.Kind.Code == "steps");

        var (morning, evening) = (Steps(900), Steps(8709));
        Assert.Equal(
            new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.FromHours(2)).ToUnixTimeMilliseconds(),
            morning.StartMs
        );
        Assert.Equal(86_400_000, morning.DurationMs);
        Assert.Equal(morning.Identity?.Id, evening.Identity?.Id);
        Assert.True(evening.Identity?.Version > morning.Identity?.Version);
    }

    [Fact]
    public void A_day_without_oxygen_is_incomplete()
    {
        var file = Import(
            Body(
                """{"id":"s0","day":"2025-03-01","spo2_percentage":null},{"id":"s1","day":"2025-03-02","spo2_percentage":{"average":97.5}}"""
            )
        );

        Assert.Equal(97.5, file.Only.Value.ToDouble());
        Assert.Equal(RefusalReason.Incomplete, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void A_token_of_a_next_page_says_that_the_file_is_not_all()
    {
        const string beat =
            """{"data":[{"bpm":84,"source":"awake","timestamp":"2025-03-01T00:00:00+00:00"}],"next_token":TOKEN}""";

        Assert.Equal(["import.more-pages"], Import(beat.Replace("TOKEN", "\"abc\"")).WarningKeys);
        Assert.Empty(Import(beat.Replace("TOKEN", "null")).WarningKeys);
    }

    [Fact]
    public void One_answer_of_the_api_is_read_by_itself()
    {
        var sink = new ImportedFile();
        var next = OuraBodies.Read(
            new MemoryStream(
                """{"data":[{"bpm":84,"source":"awake","timestamp":"2025-03-01T00:00:00+00:00"}],"next_token":"abc"}"""u8.ToArray()
            ),
            new(new(1 << 20), new DateTimeOffset(ImportedFile.Now).ToUnixTimeMilliseconds(), null)
            {
                Zones = ZoneTimeline.Of("Europe/Paris"),
            },
            sink,
            TestContext.Current.CancellationToken
        );

        Assert.Equal("abc", next);
        // Universal time says nothing of the place.
        Assert.Null(sink.Only.Zone);
    }

    [Fact]
    public void The_account_export_has_json_in_its_cells_between_semicolons()
    {
        var file = Import(
            "id;bedtime_start;bedtime_end;day;type;heart_rate;sleep_phase_5_min;total_sleep_duration\n"
                + "n1;2025-03-01T23:00:00.000+02:00;2025-03-01T23:15:00.000+02:00;2025-03-01;long_sleep;\"{\"\"interval\"\":300.0,\"\"items\"\":[55.0,null],\"\"timestamp\"\":\"\"2025-03-01T23:00:00.000+02:00\"\"}\";\"422\";600\n"
        );

        Assert.Equal(
            ["sleep", "sleep/sleep_phase_5_min", "sleep/sleep_phase_5_min", "sleep/heart_rate"],
            file.Readings.Select(r => r.Origin)
        );
        Assert.All(file.Readings, r => Assert.Equal(2, r.Line));
    }

    private static string Body(string items) => $$"""{"data":[{{items}}],"next_token":null}""";

    private static ImportedFile Import(string text) =>
        ImportedFile.Of(Encoding.UTF8.GetBytes(text));
}
