using System.Globalization;
using System.Xml;
using HealthRecord.Domain.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests.Apple;

public sealed class WholeExportTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public void Every_record_of_the_file_ends_in_exactly_one_column(int records)
    {
        using var xml = new MemoryStream();
        var contents = AppleExports.WriteXml(xml, records);
        var file = ImportedFile.Of(xml);

        Assert.Equal(records, file.Accounted().Values.Sum());
        Assert.Equal(contents.ByType, file.Accounted());
        Assert.Equal(contents.Workouts, file.Workouts.Count);
        Assert.All(file.Refused, r => Assert.Equal(RefusalReason.UnknownType, r.Reason));
        Assert.Equal(["import.summaries-computed"], file.WarningKeys);
    }

    [Fact]
    public void A_zip_says_what_its_xml_says()
    {
        var xml = ImportedFile.Of(AppleExports.Xml(5_000));
        var zip = ImportedFile.Of(AppleExports.Zip(5_000));
        Assert.Equal(xml.Readings.Count, zip.Readings.Count);
        Assert.Equal(xml.Plain(), zip.Plain());
    }

    [Fact]
    public void A_stream_that_gives_little_at_a_time_says_the_same()
    {
        var bytes = AppleExports.Xml(3_000);
        Assert.Equal(ImportedFile.Of(bytes).Plain(), ImportedFile.Of(new Trickle(bytes)).Plain());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_reads_what_the_platforms_own_reader_reads(int seed)
    {
        var bytes = AppleExports.Xml(4_000, (ulong)seed);
        var expected = Reference(bytes);
        var file = ImportedFile.Of(bytes);
        var read = file
            .Readings.Where(r => r.Kind.Codes.Count == 0 && r.Kind.Components.Count == 0)
            .Where(r => r.Origin.StartsWith("HKQ", StringComparison.Ordinal))
            .Select(r =>
                $"{r.Origin}|{r.Source.Name}|{r.StartMs}|{r.StartMs + r.DurationMs}|{Number(r):R}"
            );
        Assert.Equal(expected, read);
    }

    /// <summary>As one would write it without any thought of speed.</summary>
    private static List<string> Reference(byte[] bytes)
    {
        var all = new List<string>();
        using var reader = XmlReader.Create(
            new MemoryStream(bytes),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore }
        );
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, Name: "Record", Depth: 1 })
                continue;
            var type = reader.GetAttribute("type") ?? "";
            if (
                !type.StartsWith("HKQ", StringComparison.Ordinal)
                || type.Contains("BloodPressure", StringComparison.Ordinal)
                || type.EndsWith("WalkingStepLength", StringComparison.Ordinal)
                || type.EndsWith("AppleStandTime", StringComparison.Ordinal)
            )
                continue;
            var source = (reader.GetAttribute("sourceName") ?? "").Replace('’', '\'');
            var value = double.Parse(
                reader.GetAttribute("value") ?? "",
                CultureInfo.InvariantCulture
            );
            if (string.Equals(reader.GetAttribute("unit"), "%", StringComparison.Ordinal))
                value = Math.Round(value * 100, 10);
            all.Add($"{type}|{source}|{Ms(reader, "startDate")}|{Ms(reader, "endDate")}|{value:R}");
        }
        return all;
    }

    private static long Ms(XmlReader reader, string attribute) =>
        DateTimeOffset
            .ParseExact(
                (reader.GetAttribute(attribute) ?? "").Insert(23, ":"),
                "yyyy-MM-dd HH:mm:ss zzz",
                CultureInfo.InvariantCulture
            )
            .ToUnixTimeMilliseconds();

    private static double Number(IncomingReading reading) => reading.Value.ToDouble();

    private sealed class Trickle(byte[] content) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) =>
            base.Read(buffer[..Math.Min(buffer.Length, 7)]);

        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, 7));
    }
}
