using System.Text;
using HealthRecord.Importers.Tests.Json;
using Xunit;

namespace HealthRecord.Importers.Tests.Fitbit;

public sealed class FitbitTests
{
    private const string Folder = "Takeout/Fitbit/Global Export Data/";
    private const string Google = "Takeout/Google Health/Physical Activity_GoogleData/";

    [Fact]
    public void A_value_written_as_a_string_is_the_amount_of_its_minute_in_universal_time()
    {
        var steps = Zip.Import(
            (
                $"{Folder}steps-2024-03-01.json",
                """[{"dateTime":"03/01/24 07:01:00","value":"54"}]"""
            )
        );

        Assert.Equal("steps", steps.Only.Kind.Code);
        Assert.Equal(54, steps.Only.Value.ToDouble());
        Assert.Equal(At("2024-03-01T07:01:00Z"), steps.Only.StartMs);
        Assert.Equal(60_000, steps.Only.DurationMs);
        Assert.Equal(["import.times-assumed-utc"], steps.WarningKeys);
    }

    [Fact]
    public void A_row_that_the_end_of_the_file_cut_is_not_believed()
    {
        var file = Zip.Import(
            (
                $"{Google}steps.csv",
                "timestamp,steps,data source\n2024-03-01T07:01:00Z,54,Watch\n2024-03-01T07:02:00Z,1"
            )
        );

        Assert.Equal(54, file.Only.Value.ToDouble());
        Assert.Equal(
            (RefusalReason.Incomplete, 3L),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Line)
        );
    }

    private const string Minute = """[{"dateTime" : "03/01/24 07:01:00", "value":"54"}]""";

    [Theory]
    [InlineData("steps-2024-03-01.json", "steps", 54)]
    [InlineData("Steps-2024-03-01 (1).json", "steps", 54)]
    [InlineData("distance-2024-03-01.json", "distance", 0.54)]
    public void Alone_a_file_of_minutes_is_told_by_its_content_and_then_by_its_name(
        string name,
        string kind,
        double value
    )
    {
        var file = ImportedFile.Of(Bytes(Minute), c => c with { FileName = name });

        Assert.Equal((kind, value), (file.Only.Kind.Code, file.Only.Value.ToDouble()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("léo.json")]
    public void Alone_and_renamed_it_is_asked_about_and_not_guessed(string name)
    {
        var question = ImportedFile.Asks(Bytes(Minute), c => c with { FileName = name });
        Assert.Equal(ImportTopic.Meaning, question.Topic);
        Assert.Equal(["steps", "distance", "none"], question.Choices.Select(c => c.Value));
        Assert.Null(question.Proposal);

        ImportedFile With(string answer) =>
            ImportedFile.Of(
                Bytes(Minute),
                c =>
                    c with
                    {
                        FileName = name,
                        Answers = new Dictionary<string, string> { [question.Id] = answer },
                    }
            );
        Assert.Equal("steps", With("steps").Only.Kind.Code);
        Assert.Equal("distance", With("distance").Only.Kind.Code);
        Assert.Equal(
            "import.not-an-export",
            Assert.Throws<ImportRefusedException>(() => With("none")).Key
        );
    }

    [Theory]
    [InlineData("calories-2024-03-01.json", Minute)]
    [InlineData("steps-2024-03-01.json", """[{"dateTime":"2024-03-01","value":"54"}]""")]
    [InlineData("steps-2024-03-01.json", """[{"dateTime":"yesterday","value":{"x":1}}]""")]
    public void The_name_alone_makes_nothing_of_a_file(string name, string json) =>
        Assert.Equal(
            "import.not-an-export",
            Assert
                .Throws<ImportRefusedException>(() =>
                    ImportedFile.Of(Bytes(json), c => c with { FileName = name })
                )
                .Key
        );

    [Fact]
    public void Distance_is_in_centimetres()
    {
        var file = Zip.Import(
            (
                $"{Folder}distance-2024-03-01.json",
                """[{"dateTime":"03/01/24 07:01:00","value":"4350"}]"""
            )
        );

        Assert.Equal(43.5, file.Only.Value.ToDouble());
        Assert.Equal("m", file.Only.Unit?.Ucum);
    }

    [Fact]
    public void A_heart_rate_that_the_watch_itself_does_not_believe_is_set_aside()
    {
        var file = ImportedFile.Of(
            Bytes(
                """[{"dateTime":"03/01/24 00:00:10","value":{"bpm":70,"confidence":0}},{"dateTime":"03/01/24 00:00:15","value":{"bpm":61,"confidence":1}}]"""
            )
        );

        Assert.Equal(61, file.Only.Value.ToDouble());
        Assert.Equal(
            (RefusalReason.Sentinel, "70"),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Text)
        );
    }

    [Fact]
    public void A_day_without_a_resting_heart_rate_is_not_a_heart_at_zero()
    {
        var file = ImportedFile.Of(
            Bytes(
                """[{"dateTime":"03/01/24 00:00:00","value":{"date":null,"value":0.0,"error":0.0}},{"dateTime":"03/02/24 00:00:00","value":{"date":"03/02/24","value":58.349555,"error":6.1}}]"""
            )
        );

        Assert.Equal("resting-heart-rate", file.Only.Kind.Code);
        Assert.Equal(At("2024-03-01T23:00:00Z"), file.Only.StartMs);
        Assert.Equal(RefusalReason.Sentinel, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void Pounds_are_known_by_the_body_mass_index_beside_them()
    {
        var file = ImportedFile.Of(Bytes(Weight(157.4, 24.7)));

        Assert.Equal("[lb_av]", file.Readings.Single(r => r.Kind.Code == "body-weight").Unit?.Ucum);
        Assert.Equal(22.65, file.Readings.Single(r => r.Kind.Code == "body-fat").Value.ToDouble());
        // Half past six in Paris.
        Assert.Equal(At("2024-03-01T05:41:59Z"), file.Readings[0].StartMs);
        Assert.Equal("fitbit-weight-1709272800000", file.Readings[0].Identity?.Id);
    }

    [Fact]
    public void Kilograms_of_an_adult_are_known_and_of_anybody_else_asked()
    {
        var adult = ImportedFile.Of(Bytes(Weight(71.4, 24.7)), new DateOnly(1985, 6, 15));
        Assert.Equal("kg", adult.Readings[0].Unit?.Ucum);

        var question = ImportedFile.Asks(Bytes(Weight(71.4, 24.7)));
        Assert.Equal(("unit:fitbit", ImportTopic.Unit), (question.Id, question.Topic));
        Assert.Equal(["kg", "[lb_av]"], question.Choices.Select(c => c.Value));

        var told = ImportedFile.Of(
            Bytes(Weight(71.4, 24.7)),
            c => c with { Answers = new Dictionary<string, string> { ["unit:fitbit"] = "[lb_av]" } }
        );
        Assert.Equal("[lb_av]", told.Readings[0].Unit?.Ucum);
    }

    [Fact]
    public void Sleep_is_the_time_in_bed_and_its_stages_and_short_wakes_are_not_added()
    {
        var file = ImportedFile.Of(
            Bytes(
                """
                [{"logId":7,"dateOfSleep":"2024-03-03","startTime":"2024-03-02T22:30:00.000","endTime":"2024-03-03T04:30:00.000","duration":21600000,"type":"stages",
                  "levels":{"data":[{"dateTime":"2024-03-02T22:30:00.000","level":"wake","seconds":300},{"dateTime":"2024-03-02T22:35:00.000","level":"deep","seconds":3600}],
                            "shortData":[{"dateTime":"2024-03-02T22:40:00.000","level":"wake","seconds":60}]},"mainSleep":true},
                 {"logId":6,"dateOfSleep":"2024-03-01","startTime":"2024-03-01T14:16:30.000","endTime":"2024-03-01T15:27:30.000","duration":4260000,"type":"classic",
                  "levels":{"data":[{"dateTime":"2024-03-01T14:16:30.000","level":"restless","seconds":60},{"dateTime":"2024-03-01T14:17:30.000","level":"asleep","seconds":4200}]},"mainSleep":false}]
                """
            )
        );

        Assert.Equal(
            [
                "in-bed 21600",
                "awake 300",
                "deep 3600",
                "in-bed 4260",
                "awake 60",
                "asleep-unspecified 4200",
            ],
            file.Readings.Select(r => $"{r.Kind.Codes[(int)r.Value.Digits]} {r.DurationMs / 1000}")
        );
        Assert.Equal(At("2024-03-02T21:30:00Z"), file.Readings[0].StartMs);
        Assert.Equal(1, file.MergedByOrigin["sleep/shortData"]);
        Assert.Equal("1", file.Warnings.Single(w => w.Key == "import.naps").Arguments[0]);
    }

    [Fact]
    public void An_oxygen_of_fifty_is_what_the_sensor_says_when_it_sees_nothing()
    {
        var file = Zip.Import(
            (
                "Takeout/Fitbit/Oxygen Saturation (SpO2)/Minute SpO2 - 2024-03-01.csv",
                "timestamp,value\n2024-03-01T00:00:00Z,96.1\n2024-03-01T00:01:00Z,50.0\n"
            )
        );

        Assert.Equal(96.1, file.Only.Value.ToDouble());
        Assert.Equal(
            (RefusalReason.Sentinel, 3L),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Line)
        );
    }

    [Fact]
    public void Google_health_has_several_sources_for_one_minute_and_they_stay_apart()
    {
        var file = Zip.Import(
            (
                $"{Google}steps_2026-01-01.csv",
                "timestamp,steps,data source\n2026-01-01T06:00:00Z,50,Pixel Watch\n2026-01-01T06:00:00Z,40,Phone\n"
            )
        );

        Assert.Equal(
            [("Pixel Watch", 50), ("Phone", 40)],
            file.Readings.Select(r => (r.Source.Name, (int)r.Value.ToDouble()))
        );
    }

    [Fact]
    public void The_heart_rate_at_rest_of_google_health_is_known_with_or_without_its_name_and_zero_is_none()
    {
        const string table =
            "timestamp,beats per minute,data source\n2026-01-01T00:00:00Z,57,Watch\n2026-01-02T00:00:00Z,0,Watch\n";

        foreach (
            var file in new[]
            {
                Zip.Import(($"{Google}daily_resting_heart_rate.csv", table)),
                ImportedFile.Of(Bytes(table)),
            }
        )
        {
            Assert.Equal("resting-heart-rate", file.Only.Kind.Code);
            Assert.Equal(RefusalReason.Sentinel, file.OnlyRefusal.Reason);
        }
        var beats = Zip.Import(
            (
                $"{Google}heart_rate_2026-01-01.csv",
                "timestamp,beats per minute,data source\n2026-01-01T00:00:00Z,57,Watch\n2026-01-01T00:00:05Z,58,Watch\n"
            )
        );
        Assert.All(beats.Readings, r => Assert.Equal("heart-rate", r.Kind.Code));
    }

    [Fact]
    public void Weights_of_google_health_are_grams()
    {
        var file = Zip.Import(
            (
                $"{Google}weight.csv",
                "timestamp,weight grams,data source\n2026-01-01T06:00:00Z,62400,Scale\n"
            )
        );

        Assert.Equal(("g", 62400), (file.Only.Unit?.Ucum, (int)file.Only.Value.ToDouble()));
    }

    [Fact]
    public void Stages_of_google_health_carry_the_offset_of_their_place()
    {
        var file = Zip.Import(
            (
                "Takeout/Google Health/Health Fitness Data_GoogleData/UserSleepStages_2026-01-01.csv",
                "sleep_id,sleep_stage_id,sleep_stage_type,start_utc_offset,sleep_stage_start,end_utc_offset,sleep_stage_end\n"
                    + "1,1,DEEP,+02:00,2026-01-04 20:42:00+0000,+02:00,2026-01-04 22:52:00+0000\n"
            )
        );

        Assert.Equal(("+02:00", At("2026-01-04T20:42:00Z")), (file.Only.Zone, file.Only.StartMs));
    }

    [Fact]
    public void Exercises_are_workouts()
    {
        var file = ImportedFile.Of(
            Bytes(
                """[{"logId":9,"activityName":"Outdoor Bike","activityTypeId":1071,"averageHeartRate":120,"calories":300,"duration":3600000,"steps":0,"distance":20.5,"distanceUnit":"Kilometer","startTime":"03/02/24 09:00:00"}]"""
            )
        );

        var ride = Assert.Single(file.Workouts);
        Assert.Equal(
            ("cycling", 3_600_000L, "fitbit-exercise-9"),
            (ride.Activity, ride.DurationMs, ride.Identity?.Id)
        );
        Assert.Equal(
            ["active-energy sum 300", "heart-rate mean 120", "distance sum 20.5"],
            ride.Totals.Select(t =>
                $"{t.Kind} {t.Figure} {t.Value.ToDouble().ToString(System.Globalization.CultureInfo.InvariantCulture)}"
            )
        );
    }

    [Fact]
    public void What_nobody_has_a_kind_for_is_named_once_however_many_files_it_is()
    {
        var file = Zip.Import(
            (
                $"{Folder}steps-2024-03-01.json",
                """[{"dateTime":"03/01/24 07:01:00","value":"54"}]"""
            ),
            (
                $"{Folder}calories-2024-03-01.json",
                """[{"dateTime":"03/01/24 07:01:00","value":"1.2"}]"""
            ),
            (
                $"{Folder}calories-2024-03-02.json",
                """[{"dateTime":"03/02/24 07:01:00","value":"1.2"}]"""
            ),
            ("Takeout/Fitbit/Your Profile/Profile.csv", "id,full_name\n1,Ana\n")
        );

        Assert.Single(file.Readings);
        Assert.Equal(
            ["3", "calories (2), Profile.csv"],
            file.Warnings.Single(w => w.Key == "import.tables-unread").Arguments
        );
    }

    [Fact]
    public void The_report_and_the_keys_are_the_same_for_a_half_as_part_of_the_whole()
    {
        var (first, second) = (
            ($"{Folder}weight-2024-03-01.json", Weight(157.4, 24.7)),
            (
                $"{Folder}weight-2024-04-01.json",
                Weight(160.5, 0).Replace("1709272800000", "1711951200000")
            )
        );

        var whole = Zip.Import(first, second).Plain();
        var half = Zip.Import(first).Plain();

        Assert.Equal(half, whole.Take(half.Count));
        // The second has no index: the unit of the account is that of the first.
        Assert.Equal(
            2,
            whole.Count(r =>
                r.StartsWith("weight|", StringComparison.Ordinal) && r.Contains("[lb_av]")
            )
        );
    }

    [Fact]
    public void Thousands_of_small_files_are_all_read()
    {
        var file = Zip.Import([
            .. Enumerable
                .Range(0, 3000)
                .Select(i =>
                    (
                        $"{Folder}steps-{i}.json",
                        $$"""[{"dateTime":"03/01/24 {{i / 60 % 24:00}}:{{i % 60:00}}:00","value":"{{i}}"}]"""
                    )
                ),
        ]);

        Assert.Equal(3000, file.Readings.Count);
        Assert.Equal("3000", file.Warnings.Single().Arguments[0]);
    }

    [Fact]
    public void A_file_in_two_bytes_a_letter_is_read_like_any_other()
    {
        const string text =
            """[{"dateTime":"03/01/24 00:00:10","value":{"bpm":70,"confidence":2}}]""";

        Assert.Single(
            ImportedFile
                .Of([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)])
                .Readings
        );
    }

    [Fact]
    public void A_night_in_the_repeated_hour_lies_where_the_order_of_the_file_puts_it()
    {
        static string Log(int id, string start) =>
            $$"""{"logId":{{id}},"dateOfSleep":"2024-10-27","startTime":"{{start}}","duration":600000,"levels":{"data":[]},"mainSleep":true}""";

        var file = ImportedFile.Of(
            Bytes(
                $"[{Log(4, "2024-10-27T05:00:00.000")},{Log(3, "2024-10-27T02:50:00.000")},{Log(2, "2024-10-27T02:40:00.000")},{Log(1, "2024-10-27T02:45:00.000")}]"
            )
        );

        // Newest first: the last of the file was an hour before.
        Assert.Equal(
            ["04:00", "01:50", "01:40", "00:45"],
            file.Readings.Select(r => $"{DateTime.UnixEpoch.AddMilliseconds(r.StartMs):HH:mm}")
        );
    }

    [Fact]
    public void A_cut_file_gives_what_stood_before_the_cut_and_says_so()
    {
        var file = ImportedFile.Of(
            Bytes(
                """[{"dateTime":"03/01/24 00:00:10","value":{"bpm":70,"confidence":2}},{"dateTime":"03/01/24 00:00:15","val"""
            )
        );

        Assert.Single(file.Readings);
        Assert.Contains("import.file-damaged", file.WarningKeys);
    }

    private static string Weight(double weight, double bmi) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $$"""[{"logId":1709272800000,"weight":{{weight}},"bmi":{{bmi}},"fat":22.65,"date":"03/01/24","time":"06:41:59","source":"API"}]"""
        );

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static long At(string iso) =>
        DateTimeOffset
            .Parse(iso, System.Globalization.CultureInfo.InvariantCulture)
            .ToUnixTimeMilliseconds();
}
