using System.Text;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Withings;
using Xunit;

namespace HealthRecord.Importers.Tests.Withings;

public sealed class WithingsBodyTests
{
    [Fact]
    public void A_value_is_its_digits_times_a_power_of_ten_in_the_zone_of_the_body()
    {
        var weight = Import(Body(Group("""{"value":118003,"type":1,"unit":-3}"""))).Only;

        Assert.Equal(
            (118_003L, (sbyte)-3, "kg"),
            (weight.Value.Digits, weight.Value.Exponent, weight.Unit?.Ucum)
        );
        Assert.Equal(
            (1_693_651_151_000, "Europe/Amsterdam", "Body+"),
            (weight.StartMs, weight.Zone, weight.Source.Name)
        );
        Assert.Equal(
            ("withings-77", 1_693_651_185L),
            (weight.Identity?.Id, weight.Identity?.Version)
        );
    }

    [Fact]
    public void A_group_that_comes_twice_is_one_by_its_number()
    {
        var group = Group("""{"value":118003,"type":1,"unit":-3}""");

        var file = Import(Body($"{group},{group.Replace("\"attrib\":0", "\"attrib\":8")}"));

        Assert.Single(file.Readings.Select(r => (r.Identity, r.Value, r.StartMs)).Distinct());
        Assert.Equal(["import.attribution-unknown"], file.WarningKeys);
    }

    [Fact]
    public void A_goal_is_not_a_measurement()
    {
        var file = Import(
            Body(
                Group("""{"value":70,"type":1,"unit":0}""")
                    .Replace("\"category\":1", "\"category\":2")
            )
        );

        Assert.Equal(
            (RefusalReason.NotAMeasurement, "measure/1"),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Origin)
        );
    }

    [Fact]
    public void What_may_be_of_somebody_else_is_asked()
    {
        var body = Body(
            Group("""{"value":70,"type":1,"unit":0}""")
                + ","
                + Group("""{"value":52,"type":1,"unit":0}""")
                    .Replace("\"attrib\":0", "\"attrib\":1")
                    .Replace("77", "78")
        );

        var question = ImportedFile.Asks(Encoding.UTF8.GetBytes(body));
        Assert.Equal(
            (ImportTopic.Subject, WithingsOwner.QuestionId),
            (question.Topic, question.Id)
        );
        Assert.Equal(
            [WithingsOwner.OnlySure, WithingsOwner.All],
            question.Choices.Select(c => c.Value)
        );
        Assert.Equal(["2", "70 kg", "52 kg"], question.Choices[1].Arguments);

        var sure = Import(body, WithingsOwner.OnlySure);
        Assert.Equal(70, sure.Only.Value.ToDouble());
        Assert.Equal(RefusalReason.OtherPerson, sure.OnlyRefusal.Reason);
        Assert.Equal(2, Import(body, WithingsOwner.All).Readings.Count);
    }

    [Fact]
    public void A_limb_is_not_the_body()
    {
        var file = Import(
            Body(
                Group(
                    """{"value":7718,"type":5,"unit":-2,"position":7},{"value":7718,"type":5,"unit":-2,"position":7},{"value":469,"type":5,"unit":-2,"position":3},{"value":4000,"type":173,"unit":-2,"position":12}"""
                )
            )
        );

        Assert.Equal((77.18, "lean-mass"), (file.Only.Value.ToDouble(), file.Only.Kind.Code));
        Assert.Equal(1, file.MergedByOrigin["measure/5"]);
        Assert.All(file.Refused, r => Assert.Equal(RefusalReason.NotAMeasurement, r.Reason));
        Assert.Equal(4, file.Accounted().Values.Sum());
    }

    [Fact]
    public void A_cuff_gives_one_reading_of_three_numbers()
    {
        var file = Import(
            Body(
                Group(
                    """{"value":70,"type":9,"unit":0},{"value":125,"type":10,"unit":0},{"value":66,"type":11,"unit":0}"""
                )
            )
        );

        Assert.Equal(
            ("blood-pressure", 125d, "measure/10"),
            (file.Only.Kind.Code, file.Only.Value.ToDouble(), file.Only.Origin)
        );
        Assert.Equal([70d, null, 66d], file.Only.Parts!.Rest.Select(p => p?.ToDouble()));
        Assert.Equal([1L, 1L, 1L], file.Accounted().Values);
    }

    [Fact]
    public void Two_pushes_in_one_group_are_two_readings()
    {
        var file = Import(
            Body(
                Group(
                    """{"value":70,"type":9,"unit":0},{"value":125,"type":10,"unit":0},{"value":72,"type":9,"unit":0},{"value":131,"type":10,"unit":0}"""
                )
            )
        );

        Assert.Equal(
            [(125d, 70d), (131d, 72d)],
            file.Readings.Select(r => (r.Value.ToDouble(), r.Parts!.Rest[0]!.Value.ToDouble()))
        );
        Assert.All(file.Readings, r => Assert.Null(r.Identity));
    }

    [Fact]
    public void Half_a_pressure_is_incomplete_and_its_pulse_a_pulse()
    {
        var file = Import(
            Body(Group("""{"value":125,"type":10,"unit":0},{"value":66,"type":11,"unit":0}"""))
        );

        Assert.Equal("heart-rate", file.Only.Kind.Code);
        Assert.Equal(
            (RefusalReason.Incomplete, "measure/10"),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Origin)
        );

        var lower = Import(Body(Group("""{"value":70,"type":9,"unit":0}""")));
        Assert.Equal(
            (RefusalReason.Incomplete, "measure/9"),
            (lower.OnlyRefusal.Reason, lower.OnlyRefusal.Origin)
        );
    }

    [Fact]
    public void Two_different_values_of_one_type_do_not_hide_each_other()
    {
        var file = Import(
            Body(Group("""{"value":3651,"type":71,"unit":-2},{"value":3702,"type":71,"unit":-2}"""))
        );

        Assert.Equal(2, file.Readings.Count);
        Assert.All(file.Readings, r => Assert.Null(r.Identity));
    }

    [Fact]
    public void Days_lie_in_the_zone_beside_them()
    {
        var file = Import(
            """{"status":0,"body":{"activities":[{"steps":1209,"distance":1028.559,"elevation":0,"active":330,"calories":85.497,"timezone":"America/New_York","date":"2023-10-20","modified":1697884856,"model":"GoogleFit tracker"}],"more":false,"offset":0}}"""
        );

        Assert.Equal(
            ["steps", "distance", "active-energy", "active-minutes"],
            file.Readings.Select(r => r.Kind.Code)
        );
        Assert.Equal(5.5, file.Readings[3].Value.ToDouble());
        Assert.Equal(
            new DateTimeOffset(2023, 10, 20, 4, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            file.Readings[0].StartMs
        );
    }

    [Fact]
    public void Stages_and_the_heart_between_them_are_read()
    {
        var file = Import(
            """{"status":0,"body":{"series":[{"startdate":1693615000,"enddate":1693618600,"state":2,"hr":{"1693615060":52}},{"startdate":1693618600,"enddate":1693618660,"state":9}],"model":32}}"""
        );

        Assert.Equal(
            [("sleep-stage", 3d), ("heart-rate", 52d)],
            file.Readings.Select(r => (r.Kind.Code, r.Value.ToDouble()))
        );
        Assert.Equal(RefusalReason.Code, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void One_answer_of_the_api_is_read_by_itself_and_says_where_the_next_page_begins()
    {
        var sink = new ImportedFile();
        var page = WithingsBodies.Read(
            new MemoryStream(
                Encoding.UTF8.GetBytes(
                    """{"status":0,"body":{"measuregrps":[GROUP],"more":1,"offset":2,"timezone":"Europe/Amsterdam"}}""".Replace(
                        "GROUP",
                        Group("""{"value":70,"type":1,"unit":0}""")
                    )
                )
            ),
            new(new(1 << 20), new DateTimeOffset(ImportedFile.Now).ToUnixTimeMilliseconds(), null)
            {
                Zones = ZoneTimeline.Of("Europe/Paris"),
            },
            sink,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(new WithingsPage(0, 2), page);
        // Said behind the data.
        Assert.Equal("Europe/Amsterdam", sink.Only.Zone);
    }

    [Fact]
    public void A_refused_token_is_a_status()
    {
        var page = WithingsBodies.Read(
            new MemoryStream(
                """{"status":401,"body":{},"error":"XRequestID: invalid_token"}"""u8.ToArray()
            ),
            new(new(1 << 20), 0, null),
            new ImportedFile(),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(new WithingsPage(401, null), page);
    }

    private static string Group(string measures) =>
        $$"""{"grpid":77,"attrib":0,"date":1693651151,"created":1693651185,"modified":1693651185,"category":1,"measures":[{{measures}}],"model":"Body+"}""";

    private static string Body(string groups) =>
        """{"status":0,"body":{"updatetime":1693651185,"timezone":"Europe/Amsterdam","measuregrps":["""
        + groups
        + "]}}";

    private static ImportedFile Import(string text, string? owner = null) =>
        ImportedFile.Of(
            Encoding.UTF8.GetBytes(text),
            c =>
                owner is null
                    ? c
                    : c with
                    {
                        Answers = new Dictionary<string, string>
                        {
                            [WithingsOwner.QuestionId] = owner,
                        },
                    }
        );
}
