using System.IO.Compression;
using HealthRecord.Importers.Tables;
using Xunit;
using static HealthRecord.Importers.Tests.Tables.Answered;

namespace HealthRecord.Importers.Tests.Tables;

public sealed class AssistantTests
{
    private const long Five = 1_773_381_900_000; // 2026-03-13T06:05:00Z, 07:05 in Paris

    [Fact]
    public void Notes_are_left_and_counted_and_the_column_says_so_before()
    {
        var rows = Answered.Rows(
            "Date;Poids;Commentaire",
            "03/02/2026;72,5;après le sport",
            "13/02/2026;72,4;",
            "14/02/2026;72,3;à jeun"
        );
        var notes = Answered.Proposal(rows).Columns[2];
        Assert.True(TableAnswer.IsNote(notes));
        Assert.False(TableAnswer.IsNote(notes with { Role = TableRole.End }));

        var file = Answered.Of(rows);
        Assert.Equal(3, file.Readings.Count);
        var (key, arguments) = Assert.Single(file.Warnings);
        Assert.Equal("import.notes-left", key);
        Assert.Equal(["2", "Commentaire"], arguments);
    }

    [Fact]
    public void A_row_gives_a_reading_for_each_of_its_columns()
    {
        var file = Of(
            Rows(
                "Date;Heure;Poids (kg);Masse grasse (%)",
                "13/03/2026;07:05;70,50;21,2",
                "14/03/2026;07:05;;21,0",
                "15/03/2026;07:05;71,1"
            )
        );

        Assert.Equal(
            ["body-weight", "body-fat", "body-fat", "body-weight"],
            file.Readings.Select(r => r.Kind.Code)
        );
        Assert.Equal(new(7050, -2), file.Readings[0].Value);
        Assert.Equal((Five, 2), (file.Readings[0].StartMs, file.Readings[0].Line));
        Assert.Equal(
            ("table", "CSV"),
            (file.Readings[0].Source.Producer, file.Readings[0].Source.Name)
        );
        Assert.Empty(file.Refused);
    }

    [Fact]
    public void Pressures_of_a_row_are_one_reading_with_its_pulse_and_a_pulse_alone_is_a_pulse()
    {
        var file = Of(
            Rows(
                "Date,SYS,DIA,Pouls",
                "13/03/2026 07:05,135,85,70",
                "14/03/2026 07:05,,,64",
                "15/03/2026 07:05,135,,64",
                "16/03/2026 07:05,13a,85,64"
            )
        );

        Assert.Equal(["blood-pressure", "heart-rate"], file.Readings.Select(r => r.Kind.Code));
        Assert.Equal([85, null, 70], file.Readings[0].Parts!.Rest.Select(p => p?.ToDouble()));
        Assert.Equal(RefusalReason.Incomplete, file.Refused.First(r => r.Line == 4).Reason);
        Assert.Equal(RefusalReason.NotANumber, file.Refused.First(r => r.Line == 5).Reason);
        Assert.Equal(
            (3, 2, 4),
            (file.Accounted()["SYS"], file.Accounted()["DIA"] - 0, file.Accounted()["Pouls"])
        );
    }

    [Fact]
    public void A_pressure_in_one_cell_is_one_record_in_centimetres_too()
    {
        var file = Of(
            Rows("Date;Tension", "13/03/2026;13,5/8", "14/03/2026;12/7/64", "15/03/2026;bonne")
        );

        Assert.Equal([135, 120], file.Readings.Select(r => r.Value.ToDouble()));
        Assert.Equal([80, 70], file.Readings.Select(r => r.Parts!.Rest[0]!.Value.ToDouble()));
        Assert.Equal(64, file.Readings[1].Parts!.Rest[2]!.Value.ToDouble());
        Assert.Equal(
            (RefusalReason.NotANumber, 4),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Line)
        );
        Assert.Equal(3, file.Accounted()["Tension"]);
    }

    [Fact]
    public void A_person_corrects_order_kind_unit_zone_and_name()
    {
        var file = Of(
            Rows("When,Value", "05/03/2026 07:05,155"),
            d =>
                d.Change(
                    1,
                    c => c with { Role = TableRole.Value, Kind = "body-weight", Unit = "[lb_av]" }
                ) with
                {
                    DateOrder = "mdy",
                    Zone = "America/New_York",
                    Source = "Balance du bain",
                }
        );

        Assert.Equal(
            new DateTimeOffset(2026, 5, 3, 11, 5, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            file.Only.StartMs
        );
        Assert.Equal(("[lb_av]", "Balance du bain"), (file.Only.Unit!.Ucum, file.Only.Source.Name));
    }

    [Theory]
    [InlineData(".", "1,234.5", 1234.5)]
    [InlineData(",", "1.234,5", 1234.5)]
    [InlineData(",", "1 234,5", 1234.5)]
    [InlineData(".", "1'234", 1234)]
    [InlineData(",", "1.234", 1234)]
    [InlineData(".", "1.234", 1.234)]
    public void Thousands_and_decimals_are_read_in_the_signs_of_the_table(
        string sign,
        string cell,
        double value
    ) =>
        Assert.Equal(
            value,
            Of(Rows("Date;Distance (m)", $"13/03/2026;{cell}"), d => d with { DecimalSign = sign })
                .Only.Value.ToDouble()
        );

    [Theory]
    [InlineData("12,34", RefusalReason.NotANumber)]
    [InlineData("=1+69", RefusalReason.NotANumber)]
    [InlineData("70 mm", RefusalReason.Unit)]
    [InlineData("high", RefusalReason.Sentinel)]
    [InlineData("70.1.2", RefusalReason.NotANumber)]
    [InlineData("900", RefusalReason.Impossible)]
    public void What_is_no_value_is_refused_with_its_line_and_its_words(
        string cell,
        RefusalReason reason
    )
    {
        var refusal = Of(
            Rows("Date;Weight (kg)", "13/03/2026;70.2", $"14/03/2026;{cell}"),
            d => d with { DecimalSign = "." }
        ).OnlyRefusal;

        Assert.Equal((reason, 3, cell), (refusal.Reason, refusal.Line, refusal.Text));
    }

    [Fact]
    public void A_unit_in_the_cell_goes_before_that_of_the_column() =>
        Assert.Equal(
            [("kg", 70.5), ("[lb_av]", 155)],
            Of(Rows("Date;Weight (kg)", "13/03/2026;70.5", "14/03/2026;155 lb"))
                .Readings.Select(r => (r.Unit!.Ucum, r.Value.ToDouble()))
        );

    [Fact]
    public void Without_a_time_of_day_steps_cover_the_day_and_a_weight_stands_at_noon()
    {
        var file = Of(Rows("Date,Steps,Weight (kg)", "29/03/2026,4021,70"));

        // The night of the change to summer time: a day of 23 hours.
        var midnight = new DateTimeOffset(2026, 3, 28, 23, 0, 0, TimeSpan.Zero);
        Assert.Equal(
            (midnight.ToUnixTimeMilliseconds(), 23 * 3_600_000),
            (file.Readings[0].StartMs, file.Readings[0].DurationMs)
        );
        Assert.Equal(midnight.AddHours(11).ToUnixTimeMilliseconds(), file.Readings[1].StartMs);
    }

    [Fact]
    public void An_interval_has_its_end_and_an_offset_its_zone()
    {
        var reading = Of(
            Rows("start,end,Steps", "2026-03-13T07:05:00+01:00,2026-03-13T07:15:00+01:00,612")
        ).Only;

        Assert.Equal(
            (Five, 600_000, "+01:00"),
            (reading.StartMs, reading.DurationMs, reading.Zone)
        );
    }

    [Fact]
    public void Rows_without_a_readable_date_are_named_cell_by_cell()
    {
        var file = Of(
            Rows("Date,Steps,Weight (kg)", "13/03/2026,4021,70", "plus tard,4021,70", ",4021,")
        );

        Assert.Equal(
            [("Steps", 3L), ("Weight (kg)", 3L), ("Steps", 4L)],
            file.Refused.Select(r => (r.Origin, r.Line))
        );
        Assert.All(file.Refused, r => Assert.Equal(RefusalReason.Date, r.Reason));
    }

    [Fact]
    public void A_header_that_comes_again_is_no_row()
    {
        var file = Of(Rows("Date,Steps", "13/03/2026,4021", "Date,Steps", "14/03/2026,99"));

        Assert.Equal((2, 0), (file.Readings.Count, file.Refused.Count));
    }

    [Fact]
    public void The_first_half_and_the_whole_name_their_readings_alike()
    {
        var rows = Enumerable.Range(1, 28).Select(d => $"{d:00}/02/2026,{4000 + d}").ToArray();
        var whole = Of(Rows(["Date,Steps", .. rows]));
        var half = Of(Rows(["Date,Steps", .. rows[..14]]), d => d with { DateOrder = "dmy" });

        Assert.Equal(half.Plain(), whole.Plain()[..14]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"columns\":null}")]
    [InlineData("{\"columns\":[{\"index\":0,\"role\":\"date\"}]}")]
    [InlineData("{\"columns\":[{\"index\":1,\"role\":\"value\",\"kind\":\"steps\"}]}")]
    [InlineData(
        "{\"columns\":[{\"index\":0,\"role\":\"date\"},{\"index\":1,\"role\":\"value\",\"kind\":\"no-such\"}]}"
    )]
    [InlineData(
        "{\"columns\":[{\"index\":0,\"role\":\"date\"},{\"index\":1,\"role\":\"value\",\"kind\":\"body-weight\"}]}"
    )]
    [InlineData(
        "{\"columns\":[{\"index\":0,\"role\":\"date\"},{\"index\":1,\"role\":\"value\",\"kind\":\"body-weight\",\"unit\":\"mm\"}]}"
    )]
    [InlineData(
        "{\"columns\":[{\"index\":0,\"role\":\"date\"},{\"index\":0,\"role\":\"value\",\"kind\":\"steps\"}]}"
    )]
    [InlineData(
        "{\"zone\":\"Mars/Base\",\"columns\":[{\"index\":0,\"role\":\"date\"},{\"index\":1,\"role\":\"value\",\"kind\":\"steps\"}]}"
    )]
    public void An_answer_with_which_nothing_can_be_done_is_asked_for_again(string answer)
    {
        var csv = Rows("Date,Steps", "13/03/2026,4021");
        var id = ImportedFile.Asks(csv).Id;

        var asked = Assert.Throws<ImportQuestionException>(() => With(csv, id, answer));

        Assert.Equal((id, "again"), (asked.Question.Id, asked.Question.Arguments[0]));
        Assert.NotNull(asked.Question.Proposal);
    }

    [Fact]
    public void An_answer_that_was_kept_fits_a_file_with_more_above_its_header_and_not_one_of_the_other_order()
    {
        var csv = Rows("Date,Steps", "13/03/2026,4021");
        var (id, answer) = (ImportedFile.Asks(csv).Id, ImportedFile.Asks(csv).Proposal ?? "");

        Assert.Equal(
            99,
            With(Rows("Mes pas", "", "Date,Steps", "14/03/2026,99"), id, answer)
                .Only.Value.ToDouble()
        );
        Assert.Throws<ImportQuestionException>(() =>
            With(Rows("Date,Steps", "03/14/2026,99"), id, answer)
        );
    }

    [Fact]
    public void A_short_answer_is_enough()
    {
        var csv = Rows("Date,Steps", "13/03/2026,4021");

        Assert.Equal(
            4021,
            With(
                csv,
                ImportedFile.Asks(csv).Id,
                """{"columns":[{"index":0,"role":"date"},{"index":1,"role":"value","kind":"steps"}]}"""
            )
                .Only.Value.ToDouble()
        );
    }

    [Fact]
    public void A_table_in_an_archive_is_not_asked_about()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("notes.csv").Open();
            entry.Write(Rows("Date,Steps", "13/03/2026,4021"));
        }

        Assert.Equal("import.no-export", ImportedFile.WhyNot(file.ToArray()));
    }
}
