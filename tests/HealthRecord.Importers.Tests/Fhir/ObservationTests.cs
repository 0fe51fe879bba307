using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using Xunit;
using static HealthRecord.Importers.Tests.Fhir.FhirFile;

namespace HealthRecord.Importers.Tests.Fhir;

public sealed class ObservationTests
{
    private const long Eight = 1_772_348_400_000; // 2026-03-01T07:00:00Z

    [Fact]
    public void A_weight_keeps_its_digits_its_offset_and_its_name_with_its_version()
    {
        var reading = ImportedFile
            .Of(
                Bundle(
                    Observation(
                        more: "\"id\":\"w1\",\"meta\":{\"versionId\":\"3\"},\"device\":{\"display\":\"Balance\"},"
                    )
                )
            )
            .Only;

        Assert.Equal("body-weight", reading.Kind.Code);
        Assert.Equal(new WrittenNumber(7050, -2), reading.Value);
        Assert.Equal((Eight, "+01:00"), (reading.StartMs, reading.Zone));
        Assert.Equal(new ExternalIdentity("Observation/w1", 3), reading.Identity);
        Assert.Equal(new SourceKey("fhir", "Balance"), reading.Source);
        Assert.Equal("29463-7", reading.Origin);
    }

    [Fact]
    public void An_identifier_goes_before_the_id() =>
        Assert.Equal(
            "urn:lab|42",
            ImportedFile
                .Of(
                    Bundle(
                        Observation(
                            more: "\"id\":\"w1\",\"identifier\":[{\"system\":\"urn:lab\",\"value\":\"42\"}],"
                        )
                    )
                )
                .Only.Identity!.Id
        );

    [Fact]
    public void Without_id_and_identifier_what_it_says_is_its_name() =>
        Assert.Null(ImportedFile.Of(Bundle(Observation())).Only.Identity);

    [Fact]
    public void A_bundle_one_resource_and_one_a_line_read_the_same()
    {
        var bundle = ImportedFile.Of(
            Bundle(Observation(), Observation("8867-4", Quantity("62", "/min")))
        );
        var lines = ImportedFile.Of(
            Lines(Observation(), Observation("8867-4", Quantity("62", "/min")))
        );

        Assert.Equal(2, bundle.Readings.Count);
        Assert.Equal(
            bundle.Readings.Select(r => r with { Line = 0 }),
            lines.Readings.Select(r => r with { Line = 0 })
        );
        Assert.Equal([1, 2], lines.Readings.Select(r => r.Line));
        Assert.Equal("body-weight", ImportedFile.Of(Lines(Observation())).Only.Kind.Code);
    }

    [Fact]
    public void A_bundle_that_says_at_its_end_what_it_is_is_read()
    {
        var text =
            """{"type":"batch","entry":[{"resource":OBS}],"resourceType":"Bundle"}""".Replace(
                "OBS",
                Observation(),
                StringComparison.Ordinal
            );

        Assert.Equal("body-weight", ImportedFile.Of(Lines(text)).Only.Kind.Code);
    }

    [Theory]
    [InlineData("29463-7", "155.5", "[lb_av]", "body-weight", 155.5, "[lb_av]")]
    [InlineData("8310-5", "98.6", "[degF]", "body-temperature", 98.6, "[degF]")]
    [InlineData("15074-8", "5.4", "mmol/L", "glucose", 5.4, "mmol/L")]
    [InlineData("2339-0", "97", "mg/dL", "glucose", 97, "mg/dL")]
    [InlineData("8302-2", "1.74", "m", "height", 1.74, "m")]
    [InlineData("91557-9", "52000", "g", "lean-mass", 52, "kg")]
    [InlineData("55423-8", "612", "{steps}", "steps", 612, "{steps}")]
    [InlineData("55423-8", "612", "1", "steps", 612, "{steps}")]
    [InlineData("9279-1", "14", "{breaths}/min", "respiratory-rate", 14, "/min")]
    public void Units_of_the_file_stay_and_others_are_converted(
        string loinc,
        string value,
        string ucum,
        string kind,
        double number,
        string unit
    )
    {
        var reading = ImportedFile.Of(Bundle(Observation(loinc, Quantity(value, ucum)))).Only;

        Assert.Equal(
            (kind, number, unit),
            (reading.Kind.Code, reading.Value.ToDouble(), reading.Unit!.Ucum)
        );
    }

    [Theory]
    [InlineData("29463-7", "\"valueQuantity\":{\"value\":70,\"code\":\"mm\"}", RefusalReason.Unit)]
    [InlineData("29463-7", "\"valueQuantity\":{\"value\":70}", RefusalReason.Unit)]
    [InlineData(
        "29463-7",
        "\"valueQuantity\":{\"value\":70,\"comparator\":\"<\",\"code\":\"kg\"}",
        RefusalReason.NotANumber
    )]
    [InlineData(
        "29463-7",
        "\"valueQuantity\":{\"value\":7000,\"code\":\"kg\"}",
        RefusalReason.Impossible
    )]
    [InlineData("29463-7", "\"valueCodeableConcept\":{\"text\":\"heavy\"}", RefusalReason.Code)]
    [InlineData("29463-7", "\"valueString\":\"70 kg\"", RefusalReason.NotANumber)]
    [InlineData(
        "29463-7",
        "\"dataAbsentReason\":{\"coding\":[{\"code\":\"error\"}]}",
        RefusalReason.Incomplete
    )]
    [InlineData(
        "99999-9",
        "\"valueQuantity\":{\"value\":70,\"code\":\"kg\"}",
        RefusalReason.UnknownType
    )]
    public void What_is_no_value_is_refused_by_name(
        string loinc,
        string value,
        RefusalReason reason
    ) =>
        Assert.Equal(reason, ImportedFile.Of(Bundle(Observation(loinc, value))).OnlyRefusal.Reason);

    [Theory]
    [InlineData("\"effectiveDateTime\":\"2026-03-01\"")]
    [InlineData("\"effectiveDateTime\":\"2026\"")]
    [InlineData("\"issued\":\"2026-03-01T08:00:00Z\"")]
    [InlineData("\"effectivePeriod\":{\"start\":\"2026-03-01T08:00:00Z\"}")]
    public void A_day_without_its_hour_is_no_instant(string time)
    {
        var refusal = ImportedFile.Of(Bundle(Observation(time: time))).OnlyRefusal;

        Assert.Equal(RefusalReason.Date, refusal.Reason);
    }

    [Fact]
    public void A_period_is_an_interval_and_utc_is_no_place()
    {
        var reading = ImportedFile
            .Of(
                Bundle(
                    Observation(
                        "55423-8",
                        Quantity("612", "{steps}"),
                        "\"effectivePeriod\":{\"start\":\"2026-03-01T07:00:00Z\",\"end\":\"2026-03-01T07:10:00Z\"}"
                    )
                )
            )
            .Only;

        Assert.Equal((Eight, 600_000, null), (reading.StartMs, reading.DurationMs, reading.Zone));
    }

    [Fact]
    public void A_blood_pressure_panel_is_one_reading_whatever_the_order_of_its_parts()
    {
        var file = ImportedFile.Of(
            Bundle(
                Observation(
                    "85354-9",
                    Pressure(Quantity("120", "mm[Hg]"), Quantity("10.7", "kPa")),
                    more: "\"id\":\"p\","
                ),
                Observation(
                    "85354-9",
                    Pressure(Quantity("120", "mm[Hg]"), "\"dataAbsentReason\":{\"text\":\"x\"}")
                )
            )
        );

        Assert.Equal(("blood-pressure", 120), (file.Only.Kind.Code, file.Only.Value.ToDouble()));
        Assert.Equal(80.2566, file.Only.Parts!.Rest[0]!.Value.ToDouble(), 3);
        Assert.Equal("Observation/p", file.Only.Identity!.Id);
        Assert.Equal(RefusalReason.Incomplete, file.OnlyRefusal.Reason);
        Assert.Equal(2, file.Accounted()["85354-9"]);
    }

    [Fact]
    public void Two_observations_of_one_instant_are_one_blood_pressure()
    {
        var file = ImportedFile.Of(
            Bundle(
                Observation("8462-4", Quantity("80", "mm[Hg]"), more: "\"id\":\"d\","),
                Observation("8480-6", Quantity("120", "mm[Hg]"), more: "\"id\":\"s\","),
                Observation(
                    "8480-6",
                    Quantity("130", "mm[Hg]"),
                    "\"effectiveDateTime\":\"2026-03-02T08:00:00Z\""
                )
            )
        );

        Assert.Equal(
            (120, 80),
            (file.Only.Value.ToDouble(), file.Only.Parts!.Rest[0]!.Value.ToDouble())
        );
        Assert.Equal(
            ["Observation/s", "Observation/d"],
            PairedIdentity.NamesOf(file.Only.Identity!).Select(n => n.Id)
        );
        Assert.Equal(RefusalReason.Incomplete, file.OnlyRefusal.Reason);
        Assert.Equal((1, 2), (file.Accounted()["8462-4"], file.Accounted()["8480-6"]));
    }

    [Fact]
    public void Parts_of_another_panel_count_each_by_themselves()
    {
        var file = ImportedFile.Of(
            Bundle(
                Observation(
                    "35094-2",
                    $$"""
                    "component":[{"code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}]},{{Quantity(
                        "70",
                        "kg"
                    )}}},
                    {"code":{"coding":[{"system":"http://loinc.org","code":"41982-0"}]},{{Quantity(
                        "21",
                        "%"
                    )}}}]
                    """,
                    more: "\"id\":\"p\","
                )
            )
        );

        Assert.Equal(["body-weight", "body-fat"], file.Readings.Select(r => r.Kind.Code));
        Assert.Equal("Observation/p#41982-0", file.Readings[1].Identity!.Id);
    }

    [Fact]
    public void Resources_of_other_types_are_named_with_their_count()
    {
        var file = ImportedFile.Of(
            Bundle(Observation(), """{"resourceType":"Condition","id":"c"}""")
        );

        var (key, arguments) = Assert.Single(file.Warnings);
        Assert.Equal(
            ("import.tables-unknown", "1", "Condition"),
            (key, arguments[0], arguments[1])
        );
    }

    [Fact]
    public void A_cut_bundle_gives_what_stood_before_the_cut()
    {
        var whole = Bundle(Observation(), Observation());
        var file = ImportedFile.Of(whole[..^40]);

        Assert.Single(file.Readings);
        Assert.Equal(["import.file-damaged"], file.WarningKeys);
    }

    [Fact]
    public void A_thousand_entries_come_one_by_one_from_a_small_buffer()
    {
        var padding = new string('x', 3000);
        var file = ImportedFile.Of(
            Bundle([
                .. Enumerable
                    .Range(1, 1000)
                    .Select(i =>
                        Observation(more: $"\"id\":\"{i}\",\"note\":[{{\"text\":\"{padding}\"}}],")
                    ),
            ])
        );

        Assert.Equal(1000, file.Readings.Select(r => r.Identity!.Id).Distinct().Count());
    }
}
