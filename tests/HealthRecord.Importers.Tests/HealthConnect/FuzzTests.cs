using CsCheck;
using Xunit;

namespace HealthRecord.Importers.Tests.HealthConnect;

public sealed class FuzzTests
{
    private const long MostAllocated = 16 << 20;
    private static readonly byte[] Database = HealthConnectFile.Of(
        $"""
        CREATE TABLE weight_record_table({HealthConnectFile.Moment}, weight REAL);
        INSERT INTO weight_record_table VALUES(1, x'01', 5, 1, {HealthConnectFile.Noon}, 3600, 70000), (2, x'02', 5, 1, {HealthConnectFile.Noon}, 3600, 70100);
        CREATE TABLE sleep_session_record_table({HealthConnectFile.Interval});
        CREATE TABLE sleep_stages_table(parent_key INTEGER, stage_start_time INTEGER, stage_end_time INTEGER, stage_type INTEGER);
        INSERT INTO sleep_session_record_table VALUES(1, x'01', 5, 1, {HealthConnectFile.Noon}, 3600, {HealthConnectFile.Noon}, 3600);
        INSERT INTO sleep_stages_table VALUES(1, {HealthConnectFile.Noon}, {HealthConnectFile.Noon}, 5);
        CREATE TABLE exercise_session_record_table({HealthConnectFile.Interval}, exercise_type INTEGER);
        INSERT INTO exercise_session_record_table VALUES(3, x'01', 5, 1, {HealthConnectFile.Noon}, 3600, {HealthConnectFile.Noon}, 3600, 33);
        """
    );

    [Fact]
    public void Whatever_happened_to_a_database_only_a_refusal_or_a_warning_comes_out() =>
        Gen.Select(Gen.Int[0, Database.Length - 1], Gen.Byte)
            .Array[1, 12]
            .Sample(
                flips =>
                {
                    var bytes = (byte[])Database.Clone();
                    foreach (var (at, value) in flips)
                        bytes[at] = value;
                    Survives(bytes);
                },
                iter: 400,
                threads: 1
            );

    [Fact]
    public void A_cut_database_is_met_with_a_refusal_or_a_warning() =>
        Gen.Int[16, Database.Length]
            .Sample(length => Survives(Database[..length]), iter: 100, threads: 1);

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
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
    }
}
