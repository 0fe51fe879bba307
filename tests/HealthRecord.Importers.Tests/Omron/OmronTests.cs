using HealthRecord.Importers.Tests.Tables;
using Xunit;

namespace HealthRecord.Importers.Tests.Omron;

public sealed class OmronTests
{
    private const string Header =
        "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),Symptoms,Consumed,TruRead,Notes";

    [Fact]
    public void A_row_is_one_blood_pressure_with_its_pulse()
    {
        var file = Of("Mar 10 2025,13:12,125,71,75,-,-,-,-");

        Assert.Equal(["blood-pressure 125/71/75 2025-03-10T12:12:00"], file.Short());
        Assert.Equal("Omron", file.Only.Source.Name);
        Assert.Null(file.Only.Zone);
        Assert.Equal(
            [("Diastolic (mmHg)", 1), ("Pulse (bpm)", 1)],
            file.MergedByOrigin.Select(m => (m.Key, m.Value))
        );
    }

    [Fact]
    public void Headers_and_months_may_be_french() =>
        Assert.Equal(
            [
                "blood-pressure 125/71 2025-12-10T06:05:00",
                "blood-pressure 126/72 2025-08-03T06:05:00",
            ],
            ImportedFile
                .Of(
                    Upload.Csv(
                        "Date;Heure;Systolique (mmHg);Diastolique (mmHg);Pouls (bpm);Symptômes;Consommé;TruRead;Notes",
                        "10 déc. 2025;07:05;125;71;-;-;-;-;-",
                        "3 août 2025;08:05;126;72;-;-;-;-;-"
                    )
                )
                .Short()
        );

    [Fact]
    public void Day_or_month_first_is_told_by_any_row_of_the_file()
    {
        Assert.Equal(
            [
                "blood-pressure 125/71 2025-03-01T07:00:00",
                "blood-pressure 126/72 2025-03-13T07:00:00",
            ],
            Of("03/01/2025,08:00,125,71,-,,,,", "03/13/2025,08:00,126,72,-,,,,").Short()
        );
        Assert.Equal(
            [
                "blood-pressure 126/72 2025-03-13T07:00:00",
                "blood-pressure 125/71 2025-03-01T07:00:00",
            ],
            Of("13/03/2025,08:00,126,72,-,,,,", "01/03/2025,08:00,125,71,-,,,,").Short()
        );
    }

    [Fact]
    public void Where_no_row_tells_somebody_is_asked()
    {
        var bytes = Upload.Csv(Header, "03/01/2025,08:00,125,71,-,,,,");
        var question = ImportedFile.Asks(bytes);
        Assert.Equal(("date-order:omron", ImportTopic.DateOrder), (question.Id, question.Topic));
        Assert.Equal(
            [("dmy", "2025-01-03"), ("mdy", "2025-03-01")],
            question.Choices.Select(c => (c.Value, c.Arguments[0]))
        );
        Assert.Null(question.Proposal);
        Assert.Equal(
            ["blood-pressure 125/71 2025-01-03T07:00:00"],
            Upload.Answered(bytes, question.Id, "dmy").Short()
        );
    }

    [Fact]
    public void Failed_and_incomplete_measurements_are_refused_by_name() =>
        Assert.Equal(
            [
                "Systolic (mmHg) Sentinel 0 2",
                "Diastolic (mmHg) Sentinel 0 2",
                "Pulse (bpm) Sentinel 70 2",
                "Systolic (mmHg) Incomplete 125 3",
                "Systolic (mmHg) NotANumber =1+1 4",
                "Diastolic (mmHg) NotANumber 80 4",
                "Systolic (mmHg) Date Foo 10 2025 08:12 5",
                "Diastolic (mmHg) Date Foo 10 2025 08:12 5",
                "Systolic (mmHg) Impossible 70 6",
                "Diastolic (mmHg) Incomplete 120 6",
            ],
            Of(
                    "Mar 9 2025,08:12,0,0,70,-,-,-,-",
                    "Mar 9 2025,08:13,125,-,-,-,-,-,-",
                    "Mar 9 2025,08:14,=1+1,80,-,-,-,-,-",
                    "Foo 10 2025,08:12,125,80,-,-,-,-,-",
                    "Mar 9 2025,08:15,70,120,-,-,-,-,-"
                )
                .Why()
        );

    [Fact]
    public void A_clock_that_is_years_ahead_is_refused_and_one_pulse_of_zero_is_left_out() =>
        Assert.Equal(
            [
                "Systolic (mmHg) Future 2031-03-09T07:12:00.0000000Z 2",
                "Diastolic (mmHg) Incomplete 80 2",
                "Pulse (bpm) Sentinel 0 3",
            ],
            Of("Mar 9 2031,08:12,125,80,-,-,-,-,-", "Mar 9 2025,08:12,125,80,0,-,-,-,-").Why()
        );

    [Fact]
    public void Newest_first_the_repeated_hour_is_told_by_the_order()
    {
        // 26 October 2025, 3 o'clock becomes 2 o'clock: both passes of 2:30 are in the file.
        var file = Of(
            "Oct 26 2025,03:10,121,81,-,-,-,-,-",
            "Oct 26 2025,02:40,122,82,-,-,-,-,-",
            "Oct 26 2025,02:10,123,83,-,-,-,-,-",
            "Oct 26 2025,02:30,124,84,-,-,-,-,-",
            "Oct 26 2025,01:30,125,85,-,-,-,-,-"
        );
        Assert.Equal(
            ["02:10:00", "01:40:00", "01:10:00", "00:30:00", "23:30:00"],
            file.Readings.Select(r => $"{DateTime.UnixEpoch.AddMilliseconds(r.StartMs):HH:mm:ss}")
        );
    }

    [Fact]
    public void A_time_that_the_clock_skips_moves_forward_and_a_lonely_one_in_autumn_is_said()
    {
        Assert.Equal(
            ["blood-pressure 121/81 2025-03-30T01:30:00"],
            Of("Mar 30 2025,02:30,121,81,-,-,-,-,-").Short()
        );
        Assert.Equal(
            ["import.repeated-hour 1"],
            Of("Oct 26 2025,02:30,121,81,-,-,-,-,-")
                .Warnings.Select(w => $"{w.Key} {w.Arguments[0]}")
        );
    }

    [Fact]
    public void Notes_with_commas_quotes_and_formulas_harm_nothing() =>
        Assert.Equal(
            [
                "blood-pressure 121/81 2025-03-09T07:12:00",
                "blood-pressure 122/82 2025-03-10T07:12:00",
            ],
            Of(
                    "Mar 9 2025,08:12,121,81,-,-,-,-,after tea, standing, \"left\" arm",
                    "Mar 10 2025,08:12,122,82,-,-,-,-,\"=HYPERLINK(\"\"http://x\"\")"
                )
                .Short()
        );

    [Fact]
    public void An_average_of_three_counts_once_and_not_with_its_parts()
    {
        var file = Of(
            "Mar 10 2025,20:00,118,76,58,-,-,-,-",
            "Mar 10 2025,08:14,125,80,61,-,-,TruRead,-",
            "Mar 10 2025,08:14,121,78,60,-,-,-,-",
            "Mar 10 2025,08:13,125,80,61,-,-,-,-",
            "Mar 10 2025,08:12,130,83,63,-,-,-,-",
            "Mar 9 2025,08:12,122,82,61,-,-,-,-"
        );

        Assert.Equal(
            [
                "blood-pressure 118/76/58 2025-03-10T19:00:00",
                "blood-pressure 125/80/61 2025-03-10T07:14:00",
                "blood-pressure 122/82/61 2025-03-09T07:12:00",
            ],
            file.Short()
        );
        Assert.Equal(
            ["import.averages 1 3"],
            file.Warnings.Select(w => $"{w.Key} {string.Join(' ', w.Arguments)}")
        );
        Assert.All(
            ["Systolic (mmHg)", "Diastolic (mmHg)", "Pulse (bpm)"],
            origin => Assert.Equal(6, file.Accounted()[origin])
        );
    }

    [Theory]
    // Not the mean of the three around it.
    [InlineData("Mar 10 2025,08:14,140,90,61,-,-,Yes,-", 4)]
    // Hours away from them.
    [InlineData("Mar 10 2025,12:14,125,80,61,-,-,Yes,-", 4)]
    // The diastolic number is another.
    [InlineData("Mar 10 2025,08:14,125,70,61,-,-,Yes,-", 4)]
    // Not marked: four measurements, whatever they look like.
    [InlineData("Mar 10 2025,08:14,125,80,61,-,-,-,-", 4)]
    [InlineData("Mar 10 2025,08:14,125,80,61,-,-,No,-", 4)]
    [InlineData("Mar 10 2025,08:14,125,80,61,-,-,Yes,-", 1)]
    public void Only_what_a_marked_row_is_the_mean_of_belongs_to_it(string average, int readings) =>
        Assert.Equal(
            readings,
            Of(
                average,
                "Mar 10 2025,08:14,121,78,60,-,-,-,-",
                "Mar 10 2025,08:13,125,80,61,-,-,-,-",
                "Mar 10 2025,08:12,130,83,63,-,-,-,-"
            ).Readings.Count
        );

    [Fact]
    public void An_average_whose_parts_the_file_does_not_tell_is_a_reading_and_is_named_as_average()
    {
        var file = Of(
            "Mar 10 2025,08:14,125,80,61,-,-,TruRead,-",
            "Mar 9 2025,08:14,126,81,62,-,-,TruRead,-"
        );

        Assert.Equal(2, file.Readings.Count);
        Assert.Equal(["2", "0"], Assert.Single(file.Warnings).Arguments);
    }

    [Fact]
    public void Half_and_whole_name_the_same_readings_alike()
    {
        string[] rows =
        [
            "Mar 10 2025,08:12,121,81,60,-,-,-,-",
            "Mar 9 2025,08:12,122,82,61,-,-,-,-",
            "Mar 8 2025,08:12,123,83,62,-,-,-,-",
        ];
        var whole = Of(rows).Readings.Select(r => r with { Line = 0 });
        Assert.Equal(Of(rows[..2]).Readings.Select(r => r with { Line = 0 }), whole.Take(2));
    }

    private static ImportedFile Of(params string[] rows) =>
        ImportedFile.Of(Upload.Csv([Header, .. rows]));
}
