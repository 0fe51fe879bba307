using CsCheck;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests.Tables;

public sealed class AssistantFuzzTests
{
    private const long MostAllocated = 24 << 20;

    private static readonly byte[] Table = Answered.Rows(
        "Date;Heure;SYS;DIA;Pouls;Poids (kg);Tension",
        "13/03/2026;07:05;135;85;70;70,5;13/8",
        "14/03/2026;07:05;;;64;155 lb;12,5/7,5/60",
        "15/03/2026;7h05;135;;64;;"
    );

    private static readonly byte[] Book = WorkbookFile.Of(
        [WorkbookFile.Words("Date"), WorkbookFile.Words("Poids (kg)")],
        [WorkbookFile.Number("46094", WorkbookFile.Day), WorkbookFile.Number("70")]
    );

    private static readonly Gen<(int, int, int, int)[]> Mutations = Gen.Select(
        Gen.Int[0, 3],
        Gen.Int[0, int.MaxValue],
        Gen.Int[0, 60],
        Gen.Int[0, 255]
    ).Array[1, 5];

    [Fact]
    public void Whatever_happened_to_a_table_only_a_refusal_or_a_question_comes_out() =>
        Mutations.Sample(m => Survives(Mutated(Table, m)), iter: 500, threads: 1);

    [Fact]
    public void Whatever_happened_to_a_workbook_only_a_refusal_or_a_question_comes_out() =>
        Mutations.Sample(m => Survives(Mutated(Book, m)), iter: 100, threads: 1);

    private static void Survives(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var asked = Assert.ThrowsAny<Exception>(() => ImportedFile.Of(file));
            if (asked is ImportQuestionException { Question: { Proposal: { } proposal } question })
                Answered.With(file, question.Id, proposal);
            else
                // A flipped bit may say that the archive is encrypted.
                Assert.True(
                    asked
                        is ImportRefusedException
                            or ImportQuestionException { Question.Topic: ImportTopic.Password },
                    asked.ToString()
                );
        }
        // Where nothing could be guessed, the proposal itself is no answer.
        catch (ImportQuestionException again)
        {
            Assert.Equal(["again"], again.Question.Arguments);
        }
        catch (ImportRefusedException) { }
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
            if (how == 0 && at < bytes.Count)
                bytes[at] = (byte)value;
            else if (how == 1)
                bytes.RemoveRange(at, some);
            else if (how == 2)
                bytes.InsertRange(at, ";\"\n\t,=1/7:"u8.ToArray().Take(value % 10));
            else
                bytes.InsertRange(at, bytes.GetRange(at, some));
        }
        return [.. bytes];
    }
}
