using System.Globalization;
using CsCheck;
using HealthRecord.Domain.Growth;
using Xunit;

namespace HealthRecord.Domain.Tests.Growth;

public sealed class GrowthTests
{
    private static readonly GrowthTables Tables = Read();
    private static readonly GrowthReading Reading = new(Tables);
    private static readonly DateOnly Born = new(2015, 1, 1);

    public static TheoryData<string> Vectors => [.. Lines("growth-vectors.csv").Skip(1)];

    /// <summary>Worked examples that the WHO published, and values calculated apart.</summary>
    [Theory, MemberData(nameof(Vectors))]
    public void A_published_value_has_its_published_score(string vector)
    {
        var c = vector.Split(',');
        var (value, expected) = (Number(c[6]), Number(c[9]));
        var sex = c[3] == "F" ? GrowthSex.Female : GrowthSex.Male;

        var z = c[5] switch
        {
            "days" => Score(c[1], sex, (int)Number(c[4]), value, c[8]),
            "months" => OfMonths(c[1], sex, Number(c[4]), value),
            _ => Tables
                .AtSize(
                    c[1] == "wfl"
                        ? GrowthIndicator.WeightForLength
                        : GrowthIndicator.WeightForHeight,
                    sex,
                    Number(c[4])
                )!
                .Value.ZOf(value, restricted: true),
        };

        Assert.InRange(z, expected - 0.0101, expected + 0.0101);
    }

    [Fact]
    public void A_curve_and_a_score_are_the_inverse_of_each_other() =>
        Gen.Select(Gen.Int[0, 3652], Gen.Double[-4, 4], Gen.Bool)
            .Sample(
                (days, z, girl) =>
                {
                    var child = new GrowthChild(Born, girl ? GrowthSex.Female : GrowthSex.Male);
                    if (
                        Reading.ValueAt(GrowthIndicator.WeightForAge, child.Sex, days, z) is
                        { } kilograms
                    )
                        Assert.Equal(z, Reading.Weight(child, Born.AddDays(days), kilograms)!.Z, 6);
                }
            );

    [Fact]
    public void A_heavier_child_of_the_same_age_has_a_higher_score() =>
        Gen.Select(Gen.Int[0, 3600], Gen.Double[1, 60], Gen.Double[0.01, 5])
            .Sample(
                (days, kilograms, more) =>
                {
                    var child = new GrowthChild(Born, GrowthSex.Male);
                    var day = Born.AddDays(days);
                    return Reading.Weight(child, day, kilograms)!.Z
                        < Reading.Weight(child, day, kilograms + more)!.Z;
                }
            );

    [Theory]
    [InlineData(0, 50)]
    [InlineData(1.880794, 97)]
    [InlineData(-1.880794, 3)]
    [InlineData(-1.036433, 15)]
    public void A_score_has_its_percentile(double z, double percentile) =>
        Assert.Equal(
            percentile,
            new GrowthScore(GrowthIndicator.WeightForAge, 1, z, false).Percentile,
            3
        );

    [Fact]
    public void Beyond_the_table_there_is_no_score()
    {
        var child = new GrowthChild(Born, GrowthSex.Female);

        Assert.NotNull(Reading.Weight(child, Born.AddDays(3652), 30));
        Assert.Null(Reading.Weight(child, Born.AddDays(3700), 30));
        Assert.Null(Reading.Head(child, Born.AddDays(1827), 50));
        Assert.Null(Reading.Weight(child, Born.AddDays(-1), 3));
        Assert.Null(Reading.Weight(child, Born.AddDays(30), 0));
        Assert.Null(Reading.Weight(child, Born.AddDays(30), double.NaN));
    }

    [Fact]
    public void The_last_day_of_days_and_the_first_of_months_meet()
    {
        var child = new GrowthChild(Born, GrowthSex.Male);

        var before = Reading.Weight(child, Born.AddDays(1826), 18)!.Z;
        var after = Reading.Weight(child, Born.AddDays(1827), 18)!.Z;

        Assert.InRange(Math.Abs(before - after), 0, 0.03);
    }

    [Fact]
    public void A_child_measured_in_the_other_position_is_corrected_by_seven_millimetres()
    {
        var child = new GrowthChild(Born, GrowthSex.Female);
        var (young, old) = (Born.AddDays(730), Born.AddDays(731));

        Assert.Equal(87.1, Reading.Length(child, young, 86.4, MeasuredPosition.Standing)!.Value, 6);
        Assert.Equal(85.7, Reading.Length(child, old, 86.4, MeasuredPosition.Lying)!.Value, 6);
        Assert.Equal(86.4, Reading.Length(child, old, 86.4, null)!.Value, 6);
    }

    [Fact]
    public void A_child_born_early_is_read_by_its_corrected_age_up_to_two_years()
    {
        var early = new GrowthChild(Born, GrowthSex.Male, Born.AddDays(70));

        Assert.Equal((30, true), early.ReadAgeOn(Born.AddDays(100)));
        Assert.Equal((730, true), early.ReadAgeOn(Born.AddDays(800)));
        Assert.Equal((801, false), early.ReadAgeOn(Born.AddDays(801)));
        Assert.Null(Reading.Weight(early, Born.AddDays(20), 1.4));
        Assert.False(new GrowthChild(Born, GrowthSex.Male, Born.AddDays(20)).BornEarly);
    }

    [Theory]
    [InlineData(16.5, null)]
    [InlineData(36.4, "[lb_av]")]
    [InlineData(16_500, "g")]
    [InlineData(999, null)]
    public void A_weight_in_another_unit_is_recognised(double written, string? unit)
    {
        var child = new GrowthChild(Born, GrowthSex.Male);
        var day = Born.AddDays(1500);

        var score = Reading.Weight(child, day, written)!;

        Assert.Equal(unit is not null || written > 900, score.Implausible);
        Assert.Equal(
            unit,
            score.Implausible
                ? UnitSlip.Of(
                    GrowthIndicator.WeightForAge,
                    written,
                    v => Reading.Weight(child, day, v)
                )
                : null
        );
    }

    [Theory]
    [InlineData(1.03, "m")]
    [InlineData(1030, "mm")]
    [InlineData(40.5, "[in_i]")]
    public void A_height_in_another_unit_is_recognised(double written, string unit)
    {
        var child = new GrowthChild(Born, GrowthSex.Male);
        var day = Born.AddDays(1500);

        Assert.True(Reading.Length(child, day, written, null)!.Implausible);
        Assert.Equal(
            unit,
            UnitSlip.Of(
                GrowthIndicator.LengthForAge,
                written,
                v => Reading.Length(child, day, v, null)
            )
        );
    }

    [Theory]
    [InlineData("wfa,M,day,0,0.3,3.3")]
    [InlineData("xxx,M,day,0,0.3,3.3,0.1")]
    [InlineData("wfa,M,day,-1,0.3,3.3,0.1")]
    [InlineData("wfa,M,day,0,0.3,0,0.1")]
    [InlineData("wfa,M,day,0,0.3,NaN,0.1")]
    public void A_broken_table_names_its_line(string line) =>
        Assert.Contains(
            "Line 2",
            Assert
                .Throws<FormatException>(() =>
                    GrowthTables.Read(new StringReader($"indicator,sex,axis,x,L,M,S\n{line}"))
                )
                .Message,
            StringComparison.Ordinal
        );

    private static double Score(
        string indicator,
        GrowthSex sex,
        int days,
        double value,
        string measured
    )
    {
        var child = new GrowthChild(Born, sex);
        var day = Born.AddDays(days);
        MeasuredPosition? position = measured switch
        {
            "lying" => MeasuredPosition.Lying,
            "standing" => MeasuredPosition.Standing,
            _ => null,
        };
        return (
            indicator switch
            {
                "wfa" => Reading.Weight(child, day, value),
                "lhfa" => Reading.Length(child, day, value, position),
                "hcfa" => Reading.Head(child, day, value),
                // An index of its own: one metre tall, so that the number is the weight.
                _ => Reading.BodyMassIndex(child, day, value, 100, null),
            }
        )!.Z;
    }

    /// <summary>The published examples give ages in months with two decimals, finer than a day.</summary>
    private static double OfMonths(string indicator, GrowthSex sex, double months, double value)
    {
        var which = indicator switch
        {
            "wfa" => GrowthIndicator.WeightForAge,
            "lhfa" => GrowthIndicator.LengthForAge,
            _ => GrowthIndicator.BodyMassIndexForAge,
        };
        return Tables
            .AtMonths(which, sex, months)!
            .Value.ZOf(value, restricted: which != GrowthIndicator.LengthForAge);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static GrowthTables Read()
    {
        using var text = Open("who-growth-lms.csv");
        return GrowthTables.Read(text);
    }

    private static List<string> Lines(string name)
    {
        using var text = Open(name);
        return
        [
            .. text.ReadToEnd()
                .Split(
                    '\n',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                ),
        ];
    }

    private static StreamReader Open(string name) =>
        new(typeof(GrowthTests).Assembly.GetManifestResourceStream(name)!);
}
