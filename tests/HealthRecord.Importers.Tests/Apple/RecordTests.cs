using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests.Apple;

public sealed class RecordTests
{
    private const string At = "2026-03-01 08:00:00";

    [Theory]
    [InlineData("HeartRate", "62", "count/min", "heart-rate", "62", "/min")]
    [InlineData("BodyMass", "70.50", "kg", "body-weight", "70.50", "kg")]
    [InlineData("BodyMass", "155.4", "lb", "body-weight", "155.4", "[lb_av]")]
    [InlineData("BodyMass", "11.5", "st", "body-weight", "161.0", "[lb_av]")]
    [InlineData("Height", "1.8", "m", "height", "1.8", "m")]
    [InlineData("Height", "5.5", "ft", "height", "66.0", "[in_i]")]
    [InlineData("BodyMassIndex", "22.5312", "count", "bmi", "22.5312", "kg/m2")]
    [InlineData("BodyFatPercentage", "0.2476", "%", "body-fat", "24.76", "%")]
    [InlineData("OxygenSaturation", "1", "%", "spo2", "100", "%")]
    [InlineData("OxygenSaturation", "0.97", "%", "spo2", "97", "%")]
    [InlineData("BodyTemperature", "36.6", "degC", "body-temperature", "36.6", "Cel")]
    [InlineData("BodyTemperature", "98.2", "degF", "body-temperature", "98.2", "[degF]")]
    [InlineData("BloodGlucose", "154", "mg/dL", "glucose", "154", "mg/dL")]
    [InlineData("BloodGlucose", "5.4", "mmol<180.1558800000541>/L", "glucose", "5.4", "mmol/L")]
    [InlineData("StepCount", "120", "count", "steps", "120", "{steps}")]
    [InlineData(
        "DistanceWalkingRunning",
        "0.4971749504535062",
        "mi",
        "distance",
        "0.4971749504535062",
        "[mi_i]"
    )]
    [InlineData("DistanceCycling", "0.00142", "km", "distance", "0.00142", "km")]
    [InlineData("DistanceSwimming", "25", "yd", "distance", "22.8600", "m")]
    [InlineData("ActiveEnergyBurned", "12.5", "Cal", "active-energy", "12.5", "kcal")]
    [InlineData("ActiveEnergyBurned", "12.5", "kJ", "active-energy", "12.5", "kJ")]
    [InlineData("VO2Max", "41.2", "mL/min·kg", "vo2max", "41.2", "mL/min/kg")]
    [InlineData("DietaryWater", "8.4", "fl_oz_us", "water-intake", "8.4", "[foz_us]")]
    [InlineData(
        "EnvironmentalAudioExposure",
        "71.25",
        "dBASPL",
        "audio-exposure",
        "71.25",
        "dB[SPL]"
    )]
    [InlineData("WalkingSpeed", "3", "mi/hr", "walking-speed", "3", "[mi_i]/h")]
    [InlineData("WalkingSpeed", "4.5", "km/hr", "walking-speed", "4.5", "km/h")]
    [InlineData("InsulinDelivery", "4", "IU", "insulin-dose", "4", "[iU]")]
    [InlineData("ActiveEnergyBurned", "8.6e-05", "kcal", "active-energy", "0.000086", "kcal")]
    public void The_value_stays_as_written_in_the_unit_of_the_file(
        string type,
        string value,
        string unit,
        string kind,
        string written,
        string ucum
    )
    {
        var reading = ImportedFile.Of(AppleExport.With().Record(type, At, value, unit)).Only;
        Assert.Equal(kind, reading.Kind.Code);
        Assert.Equal(ucum, reading.Unit?.Ucum);
        Assert.Equal(written, NumberText.Format(reading.Value, french: false));
    }

    [Fact]
    public void A_unit_that_had_to_be_converted_is_said_once_with_its_count()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Record("BodyMass", At, "11", "st")
                .Record("BodyMass", At, "12", "st")
                .Weight(At, 70)
        );
        var warning = Assert.Single(file.Warnings);
        Assert.Equal("import.unit-converted", warning.Key);
        Assert.Equal(["HKQuantityTypeIdentifierBodyMass", "st", "[lb_av]", "2"], warning.Arguments);
    }

    [Theory]
    [InlineData("HeartRate", "", "count/min", RefusalReason.NotANumber)]
    [InlineData("HeartRate", "NaN", "count/min", RefusalReason.NotANumber)]
    [InlineData("HeartRate", "inf", "count/min", RefusalReason.NotANumber)]
    [InlineData("HeartRate", "-Infinity", "count/min", RefusalReason.NotANumber)]
    [InlineData("HeartRate", "62,5", "count/min", RefusalReason.NotANumber)]
    [InlineData("HeartRate", "0x3E", "count/min", RefusalReason.NotANumber)]
    [InlineData("HeartRate", "1e99", "count/min", RefusalReason.NotANumber)]
    [InlineData("HeartRate", "0", "count/min", RefusalReason.Sentinel)]
    [InlineData("HeartRate", "62", "kg", RefusalReason.Unit)]
    [InlineData("HeartRate", "62", "", RefusalReason.Unit)]
    [InlineData("HeartRate", "62", "count", RefusalReason.Unit)]
    [InlineData("BodyMass", "70", "furlong", RefusalReason.Unit)]
    [InlineData("HeartRate", "4000", "count/min", RefusalReason.Impossible)]
    [InlineData("BodyMass", "-70", "kg", RefusalReason.Impossible)]
    [InlineData("OxygenSaturation", "97", "%", RefusalReason.Impossible)]
    [InlineData("WalkingStepLength", "70", "cm", RefusalReason.UnknownType)]
    [InlineData(
        "HKCategoryTypeIdentifierSleepAnalysis",
        "HKCategoryValueSleepAnalysisFlying",
        "",
        RefusalReason.Code
    )]
    public void What_cannot_be_a_reading_is_refused_with_its_reason(
        string type,
        string value,
        string unit,
        RefusalReason reason
    )
    {
        var file = ImportedFile.Of(
            AppleExport.With().Record(type, At, value, unit, metadata: [("a", "b")])
        );
        Assert.Empty(file.Readings);
        Assert.Equal(reason, file.OnlyRefusal.Reason);
    }

    [Theory]
    [InlineData(
        "2026-03-01 08:00:00 +0100",
        "2026-03-01 07:59:59 +0100",
        RefusalReason.EndBeforeStart
    )]
    [InlineData("2026-06-03 08:00:00 +0000", "2026-06-03 08:00:00 +0000", RefusalReason.Future)]
    [InlineData("2026-02-30 08:00:00 +0000", "2026-03-01 08:00:00 +0000", RefusalReason.Date)]
    [InlineData("2026-03-01 24:00:00 +0000", "2026-03-01 24:00:00 +0000", RefusalReason.Date)]
    [InlineData("0001-01-01 00:00:00 +0000", "2026-03-01 08:00:00 +0000", RefusalReason.Date)]
    [InlineData("yesterday at eight o'clock", "2026-03-01 08:00:00 +0000", RefusalReason.Date)]
    [InlineData("", "2026-03-01 08:00:00 +0000", RefusalReason.Incomplete)]
    [InlineData(
        "1985-06-13 08:00:00 +0000",
        "1985-06-13 08:00:00 +0000",
        RefusalReason.BeforeBirth
    )]
    public void Dates_that_cannot_be_are_refused(string start, string end, RefusalReason reason)
    {
        var file = ImportedFile.Of(
            AppleExport.With().Record("HeartRate", start, "62", "count/min", end),
            new DateOnly(1985, 6, 15)
        );
        Assert.Empty(file.Readings);
        Assert.Equal(reason, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void A_day_of_slack_is_left_at_both_ends()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .HeartRate("1985-06-14 08:00:00", 140)
                .HeartRate("2026-06-02 11:00:00", 62),
            new DateOnly(1985, 6, 15)
        );
        Assert.Equal(2, file.Readings.Count);
    }

    [Theory]
    [InlineData("2026-03-01 08:14:20 +0100", "2026-03-01T07:14:20Z")]
    [InlineData("2016-11-14 07:25:41 -0700", "2016-11-14T14:25:41Z")]
    [InlineData("2026-03-01 08:14:20 +0545", "2026-03-01T02:29:20Z")]
    [InlineData("20140913102754+0100", "2014-09-13T09:27:54Z")]
    [InlineData("2026-03-01T08:14:20Z", "2026-03-01T08:14:20Z")]
    [InlineData("1969-12-31 23:00:00 +0000", "1969-12-31T23:00:00Z")]
    public void The_offset_gives_the_instant_and_never_the_zone(string text, string instant)
    {
        var reading = ImportedFile
            .Of(AppleExport.With().Record("HeartRate", text, "62", "count/min", text))
            .Only;
        Assert.Equal(DateTimeOffset.Parse(instant).ToUnixTimeMilliseconds(), reading.StartMs);
        Assert.Null(reading.Zone);
        Assert.Equal(ZoneOrigin.Unknown, reading.ZoneOrigin);
    }

    [Fact]
    public void The_zone_comes_from_the_metadata_when_there_is_such_a_zone()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Record(
                    "HeartRate",
                    At,
                    "61",
                    "count/min",
                    metadata: [("HKTimeZone", "America/Los_Angeles")]
                )
                .Record(
                    "HeartRate",
                    At,
                    "62",
                    "count/min",
                    metadata: [("HKTimeZone", "Moon/Tycho")]
                )
                .Record(
                    "HeartRate",
                    At,
                    "63",
                    "count/min",
                    metadata: [("HKTimeZone", "../../../dev/zero")]
                )
        );
        Assert.Equal(["America/Los_Angeles", null, null], file.Readings.Select(r => r.Zone));
        Assert.Equal(
            [ZoneOrigin.Metadata, ZoneOrigin.Unknown, ZoneOrigin.Unknown],
            file.Readings.Select(r => r.ZoneOrigin)
        );
    }

    [Fact]
    public void Both_spellings_of_a_name_are_one_source()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .HeartRate(At, 62, "Montre d’Ana")
                .HeartRate(At, 63, "Montre\u00A0d'Ana")
                .HeartRate(At, 64, "Montre\u202Fd'Ana ")
        );
        Assert.Equal(
            new SourceKey("apple", "Montre d'Ana"),
            Assert.Single(file.Readings.Select(r => r.Source).Distinct())
        );
    }

    [Fact]
    public void The_name_that_an_app_gave_a_reading_is_its_identity()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Record(
                    "BodyMass",
                    At,
                    "70",
                    "kg",
                    metadata:
                    [
                        ("HKMetadataKeySyncVersion", "3"),
                        ("HKMetadataKeySyncIdentifier", "w-1"),
                    ]
                )
                .Record("BodyMass", At, "70", "kg", metadata: [("HKExternalUUID", "u-1")])
                .Weight(At, 70)
        );
        Assert.Equal(new ExternalIdentity("w-1", 3), file.Readings[0].Identity);
        Assert.StartsWith("u-1/", file.Readings[1].Identity?.Id, StringComparison.Ordinal);
        Assert.Null(file.Readings[2].Identity);
    }

    [Fact]
    public void A_long_text_that_begins_like_a_number_is_none() =>
        Assert.Equal(
            RefusalReason.NotANumber,
            ImportedFile
                .Of(
                    AppleExport
                        .With()
                        .Record("HeartRate", At, "62." + new string('0', 97) + "x", "count/min")
                )
                .OnlyRefusal.Reason
        );

    [Fact]
    public void Two_types_of_one_kind_do_not_take_each_others_name()
    {
        var export = AppleExport.With();
        foreach (var type in (string[])["DistanceCycling", "DistanceSwimming"])
            export.Record(
                type,
                At,
                "1",
                "km",
                metadata: [("HKMetadataKeySyncIdentifier", "session-1")]
            );
        Assert.Equal(
            2,
            ImportedFile.Of(export).Readings.Select(r => r.Identity).Distinct().Count()
        );
    }

    [Fact]
    public void Stages_of_one_session_with_one_uuid_stay_apart()
    {
        var export = AppleExport.With();
        foreach (var minute in (string[])["00", "20", "40"])
            export.Record(
                "HKCategoryTypeIdentifierSleepAnalysis",
                $"2026-03-01 02:{minute}:00",
                "HKCategoryValueSleepAnalysisAsleepCore",
                end: $"2026-03-01 02:{minute}:30",
                metadata: [("HKExternalUUID", "night-1")]
            );
        Assert.Equal(
            3,
            ImportedFile.Of(export).Readings.Select(r => r.Identity).Distinct().Count()
        );
    }

    [Fact]
    public void Sleep_stages_become_codes()
    {
        string[] stages =
        [
            "InBed",
            "Awake",
            "AsleepCore",
            "AsleepDeep",
            "AsleepREM",
            "Asleep",
            "AsleepUnspecified",
        ];
        var export = AppleExport.With();
        foreach (var stage in stages)
            export.Sleep("2026-03-01 01:00:00", "2026-03-01 02:00:00", stage);
        var file = ImportedFile.Of(export);
        Assert.Equal(
            ["in-bed", "awake", "light", "deep", "rem", "asleep-unspecified", "asleep-unspecified"],
            file.Readings.Select(r => r.Kind.Codes[(int)r.Value.Digits])
        );
        Assert.All(file.Readings, r => Assert.Equal(3_600_000, r.DurationMs));
    }

    [Fact]
    public void Words_and_intervals_become_numbers()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Record(
                    "HKCategoryTypeIdentifierAppleStandHour",
                    At,
                    "HKCategoryValueAppleStandHourStood",
                    end: "2026-03-01 09:00:00"
                )
                .Record(
                    "HKCategoryTypeIdentifierAppleStandHour",
                    At,
                    "HKCategoryValueAppleStandHourIdle",
                    end: "2026-03-01 09:00:00"
                )
                .Record(
                    "HKCategoryTypeIdentifierMindfulSession",
                    At,
                    "HKCategoryValueNotApplicable",
                    end: "2026-03-01 08:10:30"
                )
                .Record(
                    "HKCategoryTypeIdentifierMenstrualFlow",
                    At,
                    "HKCategoryValueMenstrualFlowMedium",
                    end: "2026-03-02 08:00:00"
                )
                .Record(
                    "HKCategoryTypeIdentifierIrregularHeartRhythmEvent",
                    At,
                    "HKCategoryValueNotApplicable"
                )
        );
        Assert.Equal(
            [
                "stand-hours 1 h",
                "stand-hours 0 h",
                "mindful-minutes 10.50 min",
                "menstrual-flow 2 ",
                "irregular-rhythm-flag 1 {flag}",
            ],
            file.Readings.Select(r =>
                $"{r.Kind.Code} {NumberText.Format(r.Value, french: false)} {r.Unit?.Ucum}"
            )
        );
    }

    [Fact]
    public void The_birth_date_of_the_file_is_told()
    {
        Assert.Equal(
            new DateOnly(1990, 5, 20),
            ImportedFile.Of(AppleExport.With().BornOn("1990-05-20")).Birth
        );
        Assert.Null(ImportedFile.Of(AppleExport.With().BornOn("")).Birth);
    }

    [Fact]
    public void Summaries_and_other_elements_are_named_and_left()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Raw(
                    "<ActivitySummary dateComponents=\"2026-03-01\" activeEnergyBurned=\"1\"/><ActivitySummary/>"
                )
                .Raw(
                    "<ClinicalRecord type=\"x\"/><Audiogram><SensitivityPoint/></Audiogram><VisionPrescription/>"
                )
        );
        Assert.Equal(
            [
                "import.summaries-computed 2",
                "import.not-imported.clinical-links 1",
                "import.not-imported.audiograms 1",
                "import.not-imported.vision-prescriptions 1",
            ],
            file.Warnings.Select(w => string.Join(' ', w.Arguments.Prepend(w.Key)))
        );
    }

    [Fact]
    public void Hearts_beating_inside_a_record_are_not_records()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Raw(
                    $"<Record type=\"HKQuantityTypeIdentifierHeartRateVariabilitySDNN\" sourceName=\"a\" unit=\"ms\" startDate=\"{At} +0000\" endDate=\"2026-03-01 08:01:00 +0000\" value=\"49.234\">"
                )
                .Raw(
                    "<HeartRateVariabilityMetadataList><InstantaneousBeatsPerMinute bpm=\"62\" time=\"4:00:07,12 AM\"/></HeartRateVariabilityMetadataList></Record>"
                )
        );
        Assert.Equal("hrv-sdnn", file.Only.Kind.Code);
    }
}
