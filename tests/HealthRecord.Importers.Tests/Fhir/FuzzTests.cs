using System.Text;
using CsCheck;
using Xunit;
using static HealthRecord.Importers.Tests.Fhir.FhirFile;

namespace HealthRecord.Importers.Tests.Fhir;

public sealed class FuzzTests
{
    private const long MostAllocated = 16 << 20;

    private static readonly byte[] Story = Bundle(
        """{"resourceType":"Patient","id":"ana","name":[{"given":["Ana"]}]}""",
        Observation(more: "\"id\":\"a\",\"meta\":{\"versionId\":\"1\"},"),
        Observation("85354-9", Pressure(Quantity("120", "mm[Hg]"), Quantity("80", "mm[Hg]"))),
        Observation(
            status: "entered-in-error",
            more: "\"id\":\"a\",\"meta\":{\"versionId\":\"2\"},"
        )
    );

    private static readonly byte[][] Pieces =
    [
        "\"\\uD800\""u8.ToArray(),
        "null"u8.ToArray(),
        "{}"u8.ToArray(),
        "[[[["u8.ToArray(),
        "1e999"u8.ToArray(),
        "\"valueQuantity\":7,"u8.ToArray(),
        "}"u8.ToArray(),
        "]"u8.ToArray(),
        "\"code\":{\"coding\":[null,{}]},"u8.ToArray(),
        [0xFF],
    ];

    [Fact]
    public void Whatever_happened_to_a_bundle_only_a_refusal_or_a_question_comes_out() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, int.MaxValue], Gen.Int[0, 300], Gen.Int[0, 255])
            .Array[1, 4]
            .Sample(
                mutations =>
                {
                    var bytes = new List<byte>(Story);
                    foreach (var (how, where, length, value) in mutations)
                    {
                        var at = where % (bytes.Count + 1);
                        var some = Math.Min(length, bytes.Count - at);
                        if (how == 0 && at < bytes.Count)
                            bytes[at] = (byte)value;
                        else if (how == 1)
                            bytes.RemoveRange(at, some);
                        else if (how == 2)
                            bytes.InsertRange(at, Pieces[value % Pieces.Length]);
                        else
                            bytes.InsertRange(at, bytes.GetRange(at, some));
                    }
                    Survives([.. bytes]);
                },
                iter: 600,
                threads: 1
            );

    [Fact]
    public void Values_of_other_types_than_the_standard_has_are_refused()
    {
        foreach (
            var value in new[]
            {
                "\"valueQuantity\":7",
                "\"valueQuantity\":{\"value\":\"seven\",\"code\":\"kg\"}",
                "\"valueQuantity\":{\"value\":[7],\"code\":{}}",
                "\"valueQuantity\":null",
                "\"valueInteger\":1e40",
                "\"component\":{\"code\":7}",
            }
        )
        {
            var file = ImportedFile.Of(Bundle(Observation(value: value)));
            Assert.Empty(file.Readings);
            Assert.Single(file.Refused);
        }
    }

    private static void Survives(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ImportedFile.Of(file);
        }
        catch (ImportRefusedException refused)
        {
            Assert.StartsWith("import.", refused.Key, StringComparison.Ordinal);
        }
        catch (ImportQuestionException asked)
        {
            Assert.Equal(ImportTopic.Subject, asked.Question.Topic);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(Encoding.Latin1.GetString(file), e);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
    }
}
