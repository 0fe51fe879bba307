using System.Text;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests.Apple;

public sealed class DefectTests
{
    private const string At = "2026-03-01 08:00:00";

    [Theory]
    [InlineData(AppleExportDocType.None)]
    [InlineData(AppleExportDocType.Version14)]
    [InlineData(AppleExportDocType.BrokenVersion12)]
    [InlineData("<!DOCTYPE HealthData []>\n")]
    [InlineData("<!DOCTYPE HealthData>\n")]
    [InlineData("<!DOCTYPE HealthData [ <!ATTLIST ' > <Record ]>\n")]
    public void Every_document_type_is_passed_over(string docType) =>
        Assert.Equal(
            62,
            ImportedFile.Of(AppleExport.With().DocType(docType).HeartRate(At, 62)).Only.Value.Digits
        );

    [Fact]
    public void An_external_entity_is_never_resolved_and_said()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .DocType("<!DOCTYPE HealthData [ <!ENTITY x SYSTEM \"file:///etc/passwd\"> ]>\n")
                .Raw(
                    $"<Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"a&x;b\" unit=\"count/min\" startDate=\"{At} +0000\" endDate=\"{At} +0000\" value=\"&x;\"/>\n"
                )
                .HeartRate(At, 62, source: "a&x;b")
        );

        Assert.Equal(RefusalReason.NotANumber, file.OnlyRefusal.Reason);
        Assert.Equal("&x;", file.OnlyRefusal.Text);
        Assert.Equal("a&x;b", file.Only.Source.Name);
        Assert.Contains("import.entities-ignored", file.WarningKeys);
    }

    [Fact]
    public void A_control_character_loses_nothing()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .HeartRate(At, 62, "Mon\u000Btre")
                .Raw("\u000B\u0001<!-- \u000B -->")
                .HeartRate(At, 63)
        );
        Assert.Equal(2, file.Readings.Count);
        Assert.Equal("Montre", file.Readings[0].Source.Name);
    }

    [Fact]
    public void The_second_start_is_the_end_and_the_workout_stays()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Workout(
                    "Running",
                    At,
                    "2026-03-01 08:30:00",
                    inside: $"<WorkoutStatistics type=\"HKQuantityTypeIdentifierActiveEnergyBurned\" startDate=\"{At} +0000\" startDate=\"2026-03-01 08:30:00 +0000\" sum=\"250\" unit=\"kcal\"/>\n"
                )
                .Raw(
                    $"<Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"a\" unit=\"count\" startDate=\"{At} +0000\" startDate=\"2026-03-01 08:10:00 +0000\" value=\"500\"/>\n"
                )
        );

        Assert.Equal(250, Assert.Single(file.Workouts[0].Totals).Value.Digits);
        Assert.Equal(600_000, file.Only.DurationMs);
        Assert.Contains(
            file.Warnings,
            w => w.Key == "import.duplicated-attribute" && w.Arguments[0] == "2"
        );
    }

    [Fact]
    public void Attribute_names_with_blanks_are_passed_over_and_counted()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Raw(
                    $"<Record type=\"HKQuantityTypeIdentifierHeartRate\" Device Model=\"x\" sourceName = \"a\" unit=\"count/min\" startDate=\"{At} +0000\" endDate=\"{At} +0000\" value=\"62\"/>\n"
                )
        );
        Assert.Equal("a", file.Only.Source.Name);
        Assert.Contains(
            file.Warnings,
            w => w.Key == "import.attribute-names" && w.Arguments[0] == "1"
        );
    }

    [Fact]
    public void Comments_cdata_instructions_and_single_quotes_are_read_as_xml_says()
    {
        var record =
            $"<Record\r\n\tvalue='62'\r\n startDate='{At} +0000' endDate='{At} +0000' type='HKQuantityTypeIdentifierHeartRate' unit='count/min' sourceName='L&apos;app \"a\" &#233;&#xE9;&lt;&gt;&amp;&quot;'></Record>";
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Raw($"<!-- {record} --><![CDATA[ {record} > ]] ]]><?pi {record} ?>")
                .Raw(record)
        );
        Assert.Equal("L'app \"a\" éé<>&\"", file.Only.Source.Name);
        Assert.Empty(file.Warnings);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Byte_order_marks_are_understood(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] file =
        [
            .. encoding.GetPreamble(),
            .. encoding.GetBytes(AppleExport.With().HeartRate(At, 62).Xml()),
        ];
        Assert.Equal(AppleExport.Watch.Replace('’', '\''), ImportedFile.Of(file).Only.Source.Name);
    }

    [Fact]
    public void A_cut_export_is_imported_up_to_the_cut_and_says_so()
    {
        var whole = AppleExports.Xml(3_000);
        var all = ImportedFile.Of(whole);
        var said = all.Plain();
        for (var length = 50_000; length < whole.Length - 20; length += 101_111)
        {
            var cut = ImportedFile.Of(whole[..length]);
            Assert.Contains("import.cut-xml", cut.WarningKeys);
            // What the first half says, the whole says too: importing it later adds only what is new.
            Assert.Empty(cut.Plain().Except(said, StringComparer.Ordinal));
            Assert.InRange(
                cut.Readings.Count,
                all.Readings.Count * length / whole.Length * 4 / 5,
                all.Readings.Count
            );
        }
    }

    [Fact]
    public void A_record_whose_metadata_was_cut_waits_for_the_next_export()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .HeartRate(At, 61)
                .Record(
                    "HeartRate",
                    At,
                    "62",
                    "count/min",
                    metadata: [("HKTimeZone", "Europe/Paris")]
                )
                .Raw(
                    $"<Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"a\" unit=\"count/min\" startDate=\"{At} +0000\" endDate=\"{At} +0000\" value=\"63\"><Meta"
                )
                .Cut()
        );
        Assert.Equal([61, 62], file.Readings.Select(r => r.Value.Digits));
        Assert.Contains(file.Warnings, w => w.Key == "import.cut-xml" && w.Arguments[0] == "2");
    }

    [Fact]
    public void A_tag_that_makes_no_sense_costs_only_itself()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .HeartRate(At, 61)
                .Raw("<Record type=HKQuantityTypeIdentifierHeartRate value=\"3\"/>\n")
                .HeartRate(At, 62)
                .Raw("<Record type=\"HKQuantityTypeIdentifierHeartRate value=\"3\"/>\n")
                .HeartRate(At, 63)
                .Raw(
                    "</Nobody></Recrod><Correlation type=\"HKCorrelationTypeIdentifierFood\"></Corelation>\n"
                )
                .HeartRate(At, 64)
        );
        Assert.Equal([61, 62, 63, 64], file.Readings.Select(r => r.Value.Digits));
        Assert.Contains("import.damaged-xml", file.WarningKeys);
    }

    [Fact]
    public void A_tag_without_end_is_refused_and_not_kept_in_memory() =>
        Assert.Equal(
            "import.tag-too-long",
            ImportedFile.WhyNot(
                Encoding.UTF8.GetBytes($"<HealthData><Record type=\"{new string('x', 600_000)}\"/>")
            )
        );

    [Fact]
    public void Depth_has_a_bound() =>
        Assert.Equal(
            "import.too-deep",
            ImportedFile.WhyNot(
                Encoding.UTF8.GetBytes(
                    "<HealthData>" + string.Concat(Enumerable.Repeat("<a>", 100))
                )
            )
        );

    [Fact]
    public void Sources_have_a_bound()
    {
        var export = AppleExport.With();
        for (var i = 0; i <= 10_000; i++)
            export.HeartRate(At, 62, $"source {i}");
        Assert.Equal("import.too-many-sources", ImportedFile.WhyNot(export.Bytes()));
    }

    [Fact]
    public void Lines_are_those_of_the_file()
    {
        var export = AppleExport
            .With()
            .HeartRate(At, 62)
            .Raw("\n\n")
            .Record("HeartRate", At, "NaN", "count/min");
        var lines = export.Xml().Split('\n');
        var file = ImportedFile.Of(export);
        Assert.Contains("value=\"62\"", lines[file.Only.Line - 1], StringComparison.Ordinal);
        Assert.Contains("NaN", lines[file.OnlyRefusal.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_right_far_into_a_large_file()
    {
        var xml = AppleExports.Xml(5_000);
        var lines = Encoding.UTF8.GetString(xml).Split('\n');
        Assert.All(
            ImportedFile.Of(xml).Readings,
            r =>
                Assert.Contains($"type=\"{r.Origin}\"", lines[r.Line - 1], StringComparison.Ordinal)
        );
    }
}
