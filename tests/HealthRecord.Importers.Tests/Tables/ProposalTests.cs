using HealthRecord.Importers.Tables;
using Xunit;
using static HealthRecord.Importers.Tests.Tables.Answered;

namespace HealthRecord.Importers.Tests.Tables;

public sealed class ProposalTests
{
    [Theory]
    [InlineData(
        "Date;Heure;Poids (kg);Masse grasse (%);Note",
        "13/03/2026;07:05;70,5;21,2;bien",
        "Date Time body-weight:kg body-fat:% Ignore"
    )]
    [InlineData(
        "Measured at,Weight lb,Steps",
        "2026-03-13T07:05:00+01:00,155.5,4021",
        "Moment body-weight:[lb_av] steps:{steps}"
    )]
    [InlineData(
        "Date,PAS,PAD,Pouls",
        "13/03/2026 7h05,135,85,70",
        "Moment systolic:mm[Hg] diastolic:mm[Hg] heart-rate:/min"
    )]
    [InlineData("Jour;Pas", "13/03/2026;4021", "Date steps:{steps}")]
    [InlineData(
        "Date;Tension;Température",
        "13/03/2026;13,5/8;37,2",
        "Date blood-pressure:cm[Hg] body-temperature:Cel"
    )]
    [InlineData("Date,Glycémie", "2026-03-13 07:05,1.05", "Moment glucose:g/L")]
    [InlineData("Date,Glucose", "2026-03-13 07:05,5.4", "Moment glucose:mmol/L")]
    [InlineData("Date,Blood glucose (mg/dL)", "2026-03-13 07:05,105", "Moment glucose:mg/dL")]
    [InlineData("Date,Temp", "2026-03-13 07:05,98.6", "Moment body-temperature:[degF]")]
    [InlineData("Date,Taille", "2026-03-13,1.74", "Date height:m")]
    [InlineData(
        "start,end,Distance (km)",
        "2026-03-13 07:05,2026-03-13 07:35,5.2",
        "Moment End distance:km"
    )]
    [InlineData("timestamp,pulse", "1773385500,62", "Moment heart-rate:/min")]
    [InlineData("Date,SpO2", "2026-03-13 07:05,97 %", "Moment spo2:%")]
    [InlineData("Date,Humidité", "2026-03-13 07:05,55", "Moment Ignore")]
    public void Columns_are_guessed_by_their_names_and_by_what_stands_in_them(
        string header,
        string row,
        string roles
    ) => Assert.Equal(roles, RolesOf(Proposal(Rows(header, row))));

    [Fact]
    public void A_table_without_names_shows_its_pressures_by_their_values()
    {
        var proposal = Proposal(Rows("13/03/2026 07:05,135,85,70", "14/03/2026 07:05,128,82,64"));

        Assert.Equal("Moment systolic:mm[Hg] diastolic:mm[Hg] heart-rate:/min", RolesOf(proposal));
        Assert.All(proposal.Columns.Skip(1), c => Assert.False(c.Sure));
        Assert.Equal(0, proposal.HeaderLine);
    }

    [Theory]
    [InlineData("13/03/2026", "dmy", true)]
    [InlineData("03/13/2026", "mdy", true)]
    [InlineData("05/03/2026", "dmy", false)]
    [InlineData("05/03/2026 7:05 AM", "mdy", false)]
    [InlineData("2026-03-13", null, true)]
    public void The_order_of_a_date_is_told_by_the_file_or_doubted(
        string date,
        string? order,
        bool sure
    )
    {
        var proposal = Proposal(Rows("Date,Weight (kg)", $"{date},70"));

        Assert.Equal((order, sure), (proposal.DateOrder, proposal.DateOrderSure));
    }

    [Fact]
    public void What_stands_above_the_header_is_not_the_header()
    {
        var proposal = Proposal(
            Rows(
                "Rapport de tension",
                "Nom : Ana ; née en 1985",
                "",
                "Date;SYS;DIA",
                "13/03/2026;135;85"
            )
        );

        Assert.Equal(4, proposal.HeaderLine);
        Assert.Equal("Date systolic:mm[Hg] diastolic:mm[Hg]", RolesOf(proposal));
    }

    [Fact]
    public void The_same_columns_are_the_same_question_and_others_another()
    {
        var first = ImportedFile.Asks(Rows("Date,Weight (kg)", "13/03/2026,70"));
        var later = ImportedFile.Asks(Rows("Date,Weight (kg)", "14/04/2026,71", "15/04/2026,72"));
        var other = ImportedFile.Asks(Rows("Date,Weight (lb)", "13/03/2026,155"));

        Assert.Equal(first.Id, later.Id);
        Assert.NotEqual(first.Id, other.Id);
        Assert.StartsWith("columns:", first.Id, StringComparison.Ordinal);
        Assert.Equal(ImportTopic.Columns, first.Topic);
    }

    [Fact]
    public void The_first_rows_are_shown_beside_the_columns_and_units_to_choose_from()
    {
        var proposal = Proposal(Rows("Date;SYS;DIA", "13/03/2026;135;85"));

        Assert.Equal(
            [
                ["13/03/2026", "135", "85"],
            ],
            proposal.Sample
        );
        Assert.Equal(["mm[Hg]", "kPa", "cm[Hg]"], proposal.Columns[1].Units);
    }

    [Fact]
    public void Prose_and_lists_without_dates_are_no_table()
    {
        Assert.Equal(
            "import.not-an-export",
            ImportedFile.WhyNot(Rows("Chère Ana, merci", "pour ta lettre, à bientôt"))
        );
        Assert.Equal("import.not-an-export", ImportedFile.WhyNot(Rows("a,b", "1,2", "3,4")));
    }

    [Fact]
    public void A_description_comes_back_from_its_json_as_it_was()
    {
        var json = ImportedFile.Asks(Rows("Date,Weight (kg)", "13/03/2026,70")).Proposal ?? "";

        Assert.Contains(
            "\"role\":\"value\",\"header\":\"Weight (kg)\"".Split(',')[0],
            json,
            StringComparison.Ordinal
        );
        Assert.Equal(json, TableDescription.Parse(json).ToJson());
    }
}
