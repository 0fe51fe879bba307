using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using Xunit;

namespace HealthRecord.Domain.Tests.Measures;

public sealed class KindCatalogueTests
{
    [Fact]
    public void Every_kind_is_whole()
    {
        Assert.Equal(83, KindCatalogue.All.Count);
        Assert.Distinct(KindCatalogue.All.Select(k => k.Code), StringComparer.Ordinal);
        foreach (var kind in KindCatalogue.All)
        {
            Assert.NotEqual(RecordDomains.None, kind.Domain);
            Assert.NotEqual(Aggregation.None, kind.Aggregation);
            Assert.NotEmpty(kind.NameFr);
            Assert.NotEmpty(kind.NameEn);
            if (kind.Units.Count > 0)
                Assert.Equal((1, 0), (kind.Canonical.Scale, kind.Canonical.Offset));
            Assert.All(kind.Components, c => KindCatalogue.Get(c.Code));
            if (kind is { Plausible: { } plausible, Possible: { } possible })
                Assert.True(
                    possible.Contains(plausible.Min) && possible.Contains(plausible.Max),
                    kind.Code
                );
        }
    }

    [Theory]
    [InlineData("body-temperature", "[degF]", 98.6, 37)]
    [InlineData("body-weight", "[lb_av]", 155.4, 70.488254298)]
    [InlineData("glucose", "mmol/L", 5.5, 99.0858)]
    [InlineData("glucose", "g/L", 1.1, 110)]
    [InlineData("height", "m", 1.75, 175)]
    [InlineData("walking-speed", "km/h", 4.5, 1.25)]
    [InlineData("walking-speed", "[mi_i]/h", 3, 1.34112)]
    public void Units_convert_both_ways(string code, string ucum, double written, double canonical)
    {
        var unit = KindCatalogue.Get(code).Units.Single(u => u.Ucum == ucum);

        Assert.Equal(canonical, unit.ToCanonical(written), 9);
        Assert.Equal(written, unit.FromCanonical(canonical), 9);
    }

    [Fact]
    public void The_international_unit_is_called_as_the_language_calls_it()
    {
        var unit = KindCatalogue.Get("insulin-dose").Canonical;

        Assert.Equal(("UI", "IU"), (UnitSymbols.Of(unit, true), UnitSymbols.Of(unit, false)));
    }

    [Fact]
    public void Codes_that_nobody_confirmed_are_not_handed_out()
    {
        Assert.Equal("8867-4", KindCatalogue.Get("heart-rate").Loinc);
        Assert.Null(KindCatalogue.Get("glucose").Loinc);
    }

    [Fact]
    public void Intimate_kinds_have_the_domain_that_guards_them()
    {
        Assert.Equal(RecordDomains.SexualReproductive, KindCatalogue.Get("menstrual-flow").Domain);
        Assert.Equal(RecordDomains.Sleep, KindCatalogue.Get("sleep-stage").Domain);
        Assert.Equal(RecordDomains.Mental, KindCatalogue.Get("mood").Domain);
    }

    [Theory]
    [InlineData("body-weight", "kg", 705, -1, 0, Verdict.Fine, Doubt.None)]
    [InlineData("body-weight", "kg", 45, -2, 0, Verdict.Fine, Doubt.None)]
    [InlineData("body-weight", "g", 3200, 0, 0, Verdict.Fine, Doubt.None)]
    [InlineData("body-weight", "kg", 450, 0, 0, Verdict.Doubtful, Doubt.TooLarge)]
    [InlineData("body-weight", "kg", 1235, 0, 0, Verdict.Impossible, Doubt.TooLarge)]
    [InlineData("body-weight", "[degF]", 70, 0, 0, Verdict.Impossible, Doubt.Unit)]
    [InlineData("heart-rate", "/min", 0, 0, 0, Verdict.Impossible, Doubt.TooSmall)]
    [InlineData("heart-rate", "/min", 260, 0, 0, Verdict.Doubtful, Doubt.TooLarge)]
    [InlineData("heart-rate", "/min", 60, 0, -1, Verdict.Impossible, Doubt.Duration)]
    [InlineData("resting-energy", "kcal", 5, -1, 60_000, Verdict.Fine, Doubt.None)]
    [InlineData("resting-energy", "kcal", 9000, 0, 60_000, Verdict.Doubtful, Doubt.TooLarge)]
    [InlineData("resting-energy", "kcal", 19000, 0, 1_036_800_000, Verdict.Fine, Doubt.None)]
    [InlineData("steps", "{steps}", -1, 0, 60_000, Verdict.Impossible, Doubt.TooSmall)]
    [InlineData("resting-heart-rate", "/min", 12, 0, 0, Verdict.Doubtful, Doubt.TooSmall)]
    [InlineData("sleep-stage", null, 5, 0, 3_600_000, Verdict.Fine, Doubt.None)]
    [InlineData("sleep-stage", null, 6, 0, 3_600_000, Verdict.Impossible, Doubt.Code)]
    [InlineData("sleep-stage", null, 5, 0, 90_000_000, Verdict.Doubtful, Doubt.Duration)]
    [InlineData("menstrual-flow", null, 4, 0, 0, Verdict.Fine, Doubt.None)]
    [InlineData("ecg-classification", null, 5, 0, 0, Verdict.Fine, Doubt.None)]
    [InlineData("ecg-classification", null, 6, 0, 0, Verdict.Impossible, Doubt.Code)]
    public void Slips_are_caught(
        string code,
        string? ucum,
        long digits,
        int exponent,
        long durationMs,
        Verdict verdict,
        Doubt doubt
    )
    {
        var kind = KindCatalogue.Get(code);
        var unit =
            KindCatalogue
                .All.SelectMany(k => k.Units)
                .FirstOrDefault(u => u.Ucum == ucum && kind.Units.Contains(u))
            ?? KindCatalogue.All.SelectMany(k => k.Units).FirstOrDefault(u => u.Ucum == ucum);

        var judged = Plausibility.Judge(kind, unit, new(digits, (sbyte)exponent), null, durationMs);

        Assert.Equal((verdict, doubt), (judged.Verdict, judged.Doubt));
    }

    [Theory]
    [InlineData(120, 80, null, null, Verdict.Fine, Doubt.None, null)]
    [InlineData(120, 80, 93, 64, Verdict.Fine, Doubt.None, null)]
    [InlineData(120, null, null, null, Verdict.Impossible, Doubt.Parts, "diastolic")]
    [InlineData(80, 120, null, null, Verdict.Impossible, Doubt.Order, "diastolic")]
    [InlineData(290, 80, null, null, Verdict.Doubtful, Doubt.TooLarge, null)]
    [InlineData(120, 20, null, null, Verdict.Doubtful, Doubt.TooSmall, "diastolic")]
    [InlineData(120, 80, null, 260, Verdict.Doubtful, Doubt.TooLarge, "heart-rate")]
    [InlineData(120, 80, null, 500, Verdict.Impossible, Doubt.TooLarge, "heart-rate")]
    public void A_pressure_is_judged_part_by_part(
        int systolic,
        int? diastolic,
        int? mean,
        int? pulse,
        Verdict verdict,
        Doubt doubt,
        string? part
    )
    {
        var kind = KindCatalogue.Get("blood-pressure");
        static WrittenNumber? Number(int? n) => n is { } some ? new WrittenNumber(some, 0) : null;

        var judged = Plausibility.Judge(
            kind,
            kind.Canonical,
            new(systolic, 0),
            new ReadingParts([Number(diastolic), Number(mean), Number(pulse)]),
            0
        );

        Assert.Equal((verdict, doubt, part), (judged.Verdict, judged.Doubt, judged.Part?.Code));
    }
}
