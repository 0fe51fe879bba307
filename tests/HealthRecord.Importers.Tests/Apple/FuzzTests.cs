using CsCheck;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests.Apple;

public sealed class FuzzTests
{
    private const long MostAllocated = 8 << 20;
    private static readonly byte[] Xml = Story().Bytes();
    private static readonly byte[] Zip = Story()
        .Beside("export_cda.xml", "<ClinicalDocument/>")
        .Zip();

    private static readonly byte[][] Pieces =
    [
        "<"u8.ToArray(),
        ">"u8.ToArray(),
        "\""u8.ToArray(),
        "'"u8.ToArray(),
        "/"u8.ToArray(),
        "="u8.ToArray(),
        "&#x0;"u8.ToArray(),
        "&#99999999;"u8.ToArray(),
        "<!--"u8.ToArray(),
        "<![CDATA["u8.ToArray(),
        "<?"u8.ToArray(),
        "</HealthData>"u8.ToArray(),
        "<HealthData>"u8.ToArray(),
        "<Correlation type=\"HKCorrelationTypeIdentifierBloodPressure\">"u8.ToArray(),
        "</Record>"u8.ToArray(),
        "1e308"u8.ToArray(),
        "99999999999999999999"u8.ToArray(),
        "-"u8.ToArray(),
        [0],
        [0xFF, 0xFE],
        [0x0B],
        "PK\u0001\u0002"u8.ToArray(),
        "PK\u0005\u0006"u8.ToArray(),
    ];

    private static readonly Gen<(int, int, int, int)[]> Mutations = Gen.Select(
        Gen.Int[0, 3],
        Gen.Int[0, int.MaxValue],
        Gen.Int[0, 300],
        Gen.Int[0, 255]
    ).Array[1, 6];

    [Fact]
    public void Whatever_happened_to_an_xml_only_a_refusal_comes_out() =>
        Mutations.Sample(m => Survives(Mutated(Xml, m)), iter: 2_000, threads: 1);

    [Fact]
    public void Whatever_happened_to_a_zip_only_a_refusal_comes_out() =>
        Mutations.Sample(m => Survives(Mutated(Zip, m)), iter: 2_000, threads: 1);

    [Fact]
    public void Any_bytes_at_all_are_met_with_a_refusal_or_nothing() =>
        Gen.Byte.Array[0, 400].Sample(Survives, iter: 1_000, threads: 1);

    /// <summary>The sink's own checks hold for every reading that still comes out, and the work stays bounded.</summary>
    /// <remarks>What is allocated stands for time too, without a clock: nobody loops for long and allocates nothing.</remarks>
    private static void Survives(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ImportedFile.Of(file, new DateOnly(1985, 6, 15), new ImportLimits(50_000_000));
        }
        catch (ImportRefusedException refused)
        {
            Assert.StartsWith("import.", refused.Key, StringComparison.Ordinal);
        }
        catch (ImportQuestionException asked)
        {
            Assert.True(Enum.IsDefined(asked.Question.Topic));
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
    }

    private static byte[] Mutated(
        byte[] file,
        (int How, int Where, int Length, int Byte)[] mutations
    )
    {
        var bytes = new List<byte>(file);
        foreach (var (how, where, length, value) in mutations)
        {
            var at = where % (bytes.Count + 1);
            var some = Math.Min(length, bytes.Count - at);
            switch (how)
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)value;
                    break;
                case 1:
                    bytes.RemoveRange(at, some);
                    break;
                case 2:
                    bytes.InsertRange(at, Pieces[value % Pieces.Length]);
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, some));
                    break;
            }
        }
        return [.. bytes];
    }

    private static AppleExport Story() =>
        AppleExport
            .With()
            .HeartRate("2026-03-01 08:00:00", 62)
            .Record(
                "HeartRate",
                "2026-03-01 08:05:00",
                "63",
                "count/min",
                metadata: [("HKTimeZone", "Europe/Paris")]
            )
            .Steps("2026-03-01 08:00:00", "2026-03-01 08:10:00", 612)
            .Weight("2026-03-01 07:00:00", 70.5m)
            .Record(
                "BodyMass",
                "2026-03-01 07:00:01",
                "11.2",
                "st",
                metadata: [("HKExternalUUID", "a")]
            )
            .Sleep("2026-03-01 01:00:00", "2026-03-01 02:00:00", "AsleepDeep")
            .BloodPressure("2026-03-01 06:40:00", 142, 85, pulse: 70)
            .Workout("Running", "2026-03-01 17:00:00", "2026-03-01 17:31:30", 6.75m, 264)
            .Raw("<ActivitySummary dateComponents=\"2026-03-01\"/>\n");
}
