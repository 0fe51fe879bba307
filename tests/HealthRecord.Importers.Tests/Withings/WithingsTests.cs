using HealthRecord.Importers.Tests.Tables;
using Xunit;

namespace HealthRecord.Importers.Tests.Withings;

public sealed class WithingsTests
{
    private const string Weights =
        "Date,\"Weight (kg)\",\"Fat mass (kg)\",\"Bone mass (kg)\",\"Muscle mass (kg)\",\"Hydration (kg)\",Comments";

    private const string Nights =
        "from,to,\"light (s)\",\"deep (s)\",\"rem (s)\",\"awake (s)\",\"wake up\",\"Duration to sleep (s)\"";

    [Fact]
    public void A_weighing_is_a_reading_of_each_mass()
    {
        var file = ImportedFile.Of(
            Upload.Csv(
                Weights,
                "\"2025-03-06 06:31:11\",80.23,16.05,3.10,60.97,43.32,\"after, “run”\"",
                "\"2025-03-03 06:31:22\",79.44,,,,,"
            )
        );
        const string at = "2025-03-06T05:31:11";
        Assert.Equal(
            [
                $"body-weight 80.23 {at}",
                $"fat-mass 16.05 {at}",
                $"bone-mass 3.1 {at}",
                $"muscle-mass 60.97 {at}",
                $"body-water-mass 43.32 {at}",
                "body-weight 79.44 2025-03-03T05:31:22",
            ],
            file.Short()
        );
        Assert.Empty(file.Refused);
    }

    [Theory]
    [InlineData("lb", "[lb_av]", 176.37, 176.37)]
    [InlineData("lbs", "[lb_av]", 176.37, 176.37)]
    [InlineData("st", "[lb_av]", 12.6, 176.4)]
    [InlineData("kg", "kg", 80.23, 80.23)]
    public void The_unit_stands_in_the_name_of_the_column(
        string unit,
        string ucum,
        double written,
        double kept
    )
    {
        var reading = ImportedFile
            .Of(
                Upload.Csv(
                    $"Date,\"Weight ({unit})\",\"Fat mass (kg)\",Comments",
                    FormattableString.Invariant($"2025-03-06 06:31:11,{written},,")
                )
            )
            .Only;
        Assert.Equal((ucum, kept), (reading.Unit?.Ucum, reading.Value.ToDouble()));
    }

    [Fact]
    public void Mixed_units_are_each_their_own_and_an_unknown_one_is_refused()
    {
        var file = ImportedFile.Of(
            Upload.Csv(
                "Date,Weight (kg),Fat mass (lb),Bone mass (oz),Comments",
                "2025-03-06 06:31:11,80,35.2,110,"
            )
        );
        Assert.Equal(["kg", "[lb_av]"], file.Readings.Select(r => r.Unit?.Ucum));
        Assert.Equal(["Bone mass (oz) Unit 110 2"], file.Why());
    }

    [Fact]
    public void Without_a_unit_somebody_is_asked()
    {
        var bytes = Upload.Csv("Date,Weight,Fat mass,Comments", "2025-03-06 06:31:11,176,,");
        var question = ImportedFile.Asks(bytes);
        Assert.Equal(("unit:withings", ImportTopic.Unit), (question.Id, question.Topic));
        Assert.Equal("[lb_av]", Upload.Answered(bytes, question.Id, "[lb_av]").Only.Unit?.Ucum);
    }

    [Fact]
    public void The_archive_brings_measurements_nights_and_trackers()
    {
        var file = ImportedFile.Of(
            Upload.Zip(
                ("data/weight.csv", Upload.Csv(Weights, "2025-03-06 06:31:11,80.23,,,,,")),
                (
                    "data/bp.csv",
                    Upload.Csv(
                        "Date,Heart rate,Systolic,Diastolic,Comments",
                        "2025-03-05 07:00:00,84,154,71,"
                    )
                ),
                ("data/height.csv", Upload.Csv("Date,\"Height (m)\"", "2025-03-01 00:00:00,1.78")),
                ("data/spo2.csv", Upload.Csv("Date,Value", "2025-03-01 00:00:00,97")),
                ("data/aggregates_steps.csv", Upload.Csv("date,value", "2025-03-01,7017")),
                ("data/aggregates_elevation.csv", Upload.Csv("date,value", "2025-03-01,12.5")),
                (
                    "data/raw_tracker_hr.csv",
                    Upload.Csv(
                        "start,duration,value",
                        "2025-03-01T00:00:00+02:00,\"[60,60,60]\",\"[82,0,110]\""
                    )
                ),
                (
                    "data/raw_tracker_sleep-state.csv",
                    Upload.Csv(
                        "start,duration,value",
                        "2025-03-01T00:00:00+02:00,\"[600,300]\",\"[1,3]\""
                    )
                ),
                (
                    "data/signal.csv",
                    Upload.Csv("Date,Frequency,Duration,signal", "2025-03-01,300,30,\"[1,2]\"")
                ),
                (
                    "data/sleep.csv",
                    Upload.Csv(
                        Nights,
                        "2025-03-05T23:00:00+02:00,2025-03-06T07:00:00+02:00,14400,7200,1800,900,2,"
                    )
                )
            )
        );
        Assert.Equal(
            [
                "body-weight 80.23 2025-03-06T05:31:11",
                "blood-pressure 154/71/84 2025-03-05T06:00:00",
                "height 1.78 2025-02-28T23:00:00",
                "spo2 97 2025-02-28T23:00:00",
                "steps 7017 2025-02-28T23:00:00",
                "heart-rate 82 2025-02-28T22:00:00",
                "heart-rate 110 2025-02-28T22:02:00",
                "sleep-stage light 2025-02-28T22:00:00",
                "sleep-stage rem 2025-02-28T22:10:00",
                "sleep-stage in-bed 2025-03-05T21:00:00",
                "sleep-light 4 2025-03-05T21:00:00",
                "sleep-deep 2 2025-03-05T21:00:00",
                "sleep-rem 0.5 2025-03-05T21:00:00",
                "sleep-awake 0.25 2025-03-05T21:00:00",
            ],
            file.Short()
        );
        Assert.Equal("+02:00", file.Readings[^1].Zone);
        Assert.Equal(86_400_000, file.Readings[4].DurationMs);
        Assert.Equal(
            ["raw_tracker_hr.csv Sentinel 0 2", "sleep.csv/wake up UnknownType 2 2"],
            file.Why()
        );
        Assert.Equal(
            [
                "aggregates_elevation.csv,1",
                "signal.csv,1",
                "sleep.csv/light (s),s,h,1",
                "sleep.csv/deep (s),s,h,1",
                "sleep.csv/rem (s),s,h,1",
                "sleep.csv/awake (s),s,h,1",
            ],
            file.Warnings.Select(w => string.Join(',', w.Arguments))
        );
    }

    [Fact]
    public void Lists_that_do_not_fit_and_cut_rows_give_nothing_wrong()
    {
        var file = ImportedFile.Of(
            Upload.Zip(
                ("weight.csv", Upload.Csv(Weights, "2025-03-06 06:31:11,80.23,,,,,")),
                (
                    "raw_tracker_steps.csv",
                    System.Text.Encoding.UTF8.GetBytes(
                        "start,duration,value\n2025-03-01T00:00:00+02:00,\"[60,60]\",\"[82]\"\n"
                            + "2025-03-01T00:00:00,\"[60]\",\"[5]\"\n2025-03-01T00:00:00+02:00,\"[60,x,60]\",\"[1,2,3]\"\n"
                            + "2025-03-01T00:00:00+02:00,\"[60,60]\",\"[7,"
                    )
                )
            )
        );
        Assert.Equal(
            ["body-weight 80.23 2025-03-06T05:31:11", "steps 1 2025-02-28T22:00:00"],
            file.Short()
        );
        Assert.Equal(
            ["Incomplete", "Date", "Incomplete", "Incomplete", "Incomplete"],
            file.Refused.Select(r => $"{r.Reason}")
        );
    }

    [Fact]
    public void Newest_first_the_repeated_hour_is_told_by_the_order() =>
        Assert.Equal(
            ["02:10", "01:40", "00:50", "23:10"],
            ImportedFile
                .Of(
                    Upload.Csv(
                        Weights,
                        "2025-10-26 03:10:00,80,,,,,",
                        "2025-10-26 02:40:00,80,,,,,",
                        "2025-10-26 02:50:00,80,,,,,",
                        "2025-10-26 01:10:00,80,,,,,"
                    )
                )
                .Readings.Select(r => $"{DateTime.UnixEpoch.AddMilliseconds(r.StartMs):HH:mm}")
        );
}
