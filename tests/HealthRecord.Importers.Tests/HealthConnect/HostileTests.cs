using System.Buffers.Binary;
using Xunit;
using static HealthRecord.Importers.Tests.HealthConnect.HealthConnectFile;

namespace HealthRecord.Importers.Tests.HealthConnect;

public sealed class HostileTests
{
    [Fact]
    public void A_view_under_the_name_of_a_table_is_not_looked_through()
    {
        var file = ImportedFile.Of(
            Of(
                $"""
                CREATE VIEW weight_record_table AS
                    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
                    SELECT i AS row_id, x'01' AS uuid, {Noon} AS time, 70000.0 AS weight FROM n;
                """
            )
        );

        Assert.Empty(file.Readings);
    }

    [Fact]
    public void A_column_that_is_computed_is_no_column()
    {
        var file = ImportedFile.Of(
            Of(
                $"""
                CREATE TABLE weight_record_table({Moment}, weight REAL AS (length(zeroblob(900000000))));
                INSERT INTO weight_record_table(row_id, uuid, time) VALUES(1, x'01', {Noon});
                """
            )
        );

        Assert.Equal(RefusalReason.Incomplete, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void A_table_of_records_without_times_is_named()
    {
        var file = ImportedFile.Of(
            Of("CREATE TABLE weight_record_table(row_id INTEGER PRIMARY KEY, weight REAL)")
        );

        Assert.Equal(["import.table-damaged"], file.WarningKeys);
    }

    [Fact]
    public void Pages_that_point_at_each_other_do_not_give_rows_for_ever()
    {
        var rows = string.Join(
            ',',
            Enumerable.Range(1, 4000).Select(i => $"({i}, x'{i:x8}', 5, 1, {Noon}, 3600, 70000)")
        );
        var database = Of(
            $"CREATE TABLE weight_record_table({Moment}, weight REAL); INSERT INTO weight_record_table VALUES {rows}"
        );
        // A ladder of copies of the interior page, every pointer of each leading to the next: 40 to the power of 4 leaves.
        const int page = 4096;
        var pages = Enumerable.Range(1, (database.Length / page) - 1).ToList();
        var root = pages.First(p => database[p * page] == 5);
        var leaves = pages.Where(p => database[p * page] == 13).Skip(8).Take(4).ToList();
        var ladder = new[] { root, leaves[0], leaves[1], leaves[2] };
        foreach (var rung in ladder.Skip(1))
            database.AsSpan(root * page, page).CopyTo(database.AsSpan(rung * page));
        for (var i = 0; i < ladder.Length; i++)
            Lead(database, ladder[i] * page, leaves[i] + 1);

        var file = ImportedFile.Of(database);

        Assert.InRange(file.Readings.Count, 4001, database.Length / 4);
        Assert.Contains("import.table-damaged", file.WarningKeys);
    }

    /// <summary>File format 1.6: every pointer of an interior page.</summary>
    private static void Lead(byte[] database, int page, int to)
    {
        var cells = BinaryPrimitives.ReadUInt16BigEndian(database.AsSpan(page + 3));
        for (var i = 0; i < cells; i++)
        {
            var cell = BinaryPrimitives.ReadUInt16BigEndian(database.AsSpan(page + 12 + (2 * i)));
            BinaryPrimitives.WriteInt32BigEndian(database.AsSpan(page + cell), to);
        }
        BinaryPrimitives.WriteInt32BigEndian(database.AsSpan(page + 8), to);
    }

    [Fact]
    public void A_damaged_table_is_read_as_far_as_it_goes_and_the_next_one_whole()
    {
        var rows = string.Join(
            ',',
            Enumerable.Range(1, 1000).Select(i => $"({i}, x'{i:x8}', 5, 1, {Noon}, 3600, 95)")
        );
        var database = Of(
            $"""
            CREATE TABLE oxygen_saturation_record_table({Moment}, percentage REAL);
            CREATE TABLE weight_record_table({Moment}, weight REAL);
            INSERT INTO weight_record_table VALUES(1, x'01', 5, 1, {Noon}, 3600, 70000);
            INSERT INTO oxygen_saturation_record_table VALUES {rows};
            """
        );
        var last = Enumerable
            .Range(1, (database.Length / 4096) - 1)
            .Select(p => p * 4096)
            .Last(p => database[p] == 13);
        database[last] = 99;

        var file = ImportedFile.Of(database);

        Assert.Contains("import.table-damaged", file.WarningKeys);
        Assert.Contains(file.Readings, r => r.Kind.Code == "body-weight");
        Assert.InRange(file.Readings.Count(r => r.Kind.Code == "spo2"), 1, 999);
    }

    [Fact]
    public void A_database_of_something_else_is_no_export() =>
        Assert.Equal(
            "import.not-an-export",
            ImportedFile.WhyNot(Of("CREATE TABLE notes(text TEXT)", withApps: false))
        );

    [Fact]
    public void A_header_alone_is_named_as_damaged()
    {
        var file = ImportedFile.Of(OneWeight()[..9000]);

        Assert.NotEmpty(file.Warnings);
        Assert.Empty(file.Readings);
    }

    [Fact]
    public void What_is_larger_than_memory_may_be_is_refused_before_it_is_read()
    {
        var refusal = Assert.Throws<ImportRefusedException>(() =>
            ImportedFile.Of(new LongStream(OneWeight(), (512L << 20) + 1))
        );

        Assert.Equal(("import.database-too-large", "512"), (refusal.Key, refusal.Arguments[0]));
    }

    [Fact]
    public void A_stop_is_heard_in_the_middle_of_a_table()
    {
        using var stop = new CancellationTokenSource();
        var rows = string.Join(
            ',',
            Enumerable.Range(1, 50).Select(i => $"({i}, x'{i:x8}', 5, 1, {Noon}, 3600, 70000)")
        );
        var database = Of(
            $"CREATE TABLE weight_record_table({Moment}, weight REAL); INSERT INTO weight_record_table VALUES {rows}"
        );
        var sink = new ImportedFile { OnReading = stop.Cancel };

        Assert.Throws<OperationCanceledException>(() =>
            FileImport.Read(
                new MemoryStream(database),
                new ImportContext(new(1 << 20), Noon * 2, null),
                sink,
                stop.Token
            )
        );
        Assert.Single(sink.Readings);
    }

    /// <summary>Says that it is long, and is not.</summary>
    private sealed class LongStream(byte[] bytes, long length) : MemoryStream(bytes)
    {
        public override long Length => length;
    }
}
