using CsCheck;
using Xunit;
using static HealthRecord.Importers.Tests.Fit.FitFile;

namespace HealthRecord.Importers.Tests.Fit;

public sealed class FuzzTests
{
    private const long MostAllocated = 8 << 20;

    private static readonly byte[] Story =
    [
        .. Activity()
            .Second(Morning, 62)
            .Message(20, At(Morning + 1), U8(3, 63), S32(0, 500_000_000), S32(1, 30_000_000))
            .Message(78, U16(0, 900, 1000))
            .Message(132, At(Morning), U8(6, 60, 61), U32(9, 1024, 2048))
            .Message(132, U8(6, 60, 61), Bytes(10, 1, 2, 3))
            .Message(19, At(Morning + 60), U32(2, Morning), U32(7, 60_000))
            .Session(Morning, 60)
            .Message(34, At(Morning + 60), U32(5, Morning))
            .Done(),
        .. Of(32, bigEndian: true)
            .Message(103, At(Morning), U32(0, Morning))
            .Message(55, At(Morning + 60), U32(3, 100), U8(5, 6))
            .Message(55, U16(26, 40), U8(27, 61))
            .Message(227, S16(0, 25), U32(1, Morning))
            .Message(275, At(Morning), U8(0, 2))
            .Message(275, At(Morning + 60), U8(0, 3))
            .Message(346, U8(6, 81))
            .Message(398, At(Morning), Float(1, -0.3f))
            .Done(),
        .. Of(14).Message(51, At(Morning), U16(0, 132), U16(1, 84), U16(9, 1)).Done(),
    ];

    [Fact]
    public void Whatever_happened_to_a_file_only_a_refusal_or_a_question_comes_out() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, int.MaxValue], Gen.Int[0, 60], Gen.Byte)
            .Array[1, 6]
            .Sample(m => Survives(Mutated(m)), iter: 3_000, threads: 1);

    [Fact]
    public void A_cut_at_every_byte_gives_a_part_of_the_whole_or_a_word()
    {
        for (var cut = 12; cut < Story.Length; cut++)
            Survives(Story[..cut]);
    }

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

    private static byte[] Mutated((int How, int Where, int Length, byte Value)[] mutations)
    {
        var bytes = new List<byte>(Story);
        foreach (var (how, where, length, value) in mutations)
        {
            var at = where % bytes.Count;
            var some = Math.Min(length, bytes.Count - at);
            switch (how)
            {
                case 0:
                    bytes[at] = value;
                    break;
                case 1 when some < bytes.Count:
                    bytes.RemoveRange(at, some);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, some));
                    break;
                default:
                    bytes[at] ^= (byte)(1 << (value % 8));
                    break;
            }
        }
        return [.. bytes];
    }
}
