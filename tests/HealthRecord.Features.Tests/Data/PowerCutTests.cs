using System.Security.Cryptography;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Tests.Sealing;
using HealthRecord.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Data;

/// <summary>D10: what lies on the disk at any instant is whole, and holds everything that was acknowledged.</summary>
public sealed class PowerCutTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_power_cuts_lose_no_acknowledged_row()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        var secrets = await host.Get<PersonKeys>().GetAsync(ana, Ct);
        var file = Path.Combine(host.Folder, "record", "record.db");
        var acknowledged = new Dictionary<Guid, byte[]>();
        var torn = 0;
        for (var instant = 0; instant < 100; instant++)
        {
            await WriteAsync(1 + (instant % 3));
            var safe = Length(file + "-wal");
            // In the middle of a transaction: some pages are in the log, and nobody was told yes.
            await using var db = await host.Get<HealthDbs>().WriteAsync(Ct);
            // A small cache makes it spill unfinished pages into the log.
            await db.Database.OpenConnectionAsync(Ct);
            await db.Database.ExecuteSqlRawAsync("PRAGMA cache_size=2;", Ct);
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            var unfinished = Entries(4 + (instant % 7));
            db.AddRange(unfinished);
            await db.SaveChangesAsync(Ct);
            var after = instant % 2 == 0;
            if (after)
            {
                await transaction.CommitAsync(Ct);
                foreach (var row in unfinished)
                    acknowledged[row.Id] = row.Sealed;
                safe = Length(file + "-wal");
            }
            var copy = Path.Combine(host.Folder, $"cut-{instant}.db");
            File.Copy(file, copy);
            File.Copy(file + "-wal", copy + "-wal");
            // The last sectors may be torn; those that were flushed before the yes are not.
            var length = Length(copy + "-wal");
            if (!after && length > safe)
            {
                using var log = new FileStream(copy + "-wal", FileMode.Open);
                log.SetLength(safe + (instant * 7919L % (length - safe)));
                torn++;
            }
            await RequireWholeAsync(copy, acknowledged);
        }
        Assert.True(torn > 20, $"Only {torn} logs were torn.");

        List<EntryRow> Entries(int count) =>
            Enumerable
                .Range(0, count)
                .Select(_ => SealedWorld.Entry(secrets, RandomNumberGenerator.GetBytes(3000)))
                .ToList();

        async Task WriteAsync(int count)
        {
            await using var db = await host.Get<HealthDbs>().WriteAsync(Ct);
            var rows = Entries(count);
            db.AddRange(rows);
            await db.SaveChangesAsync(Ct);
            foreach (var row in rows)
                acknowledged[row.Id] = row.Sealed;
        }
    }

    [Fact]
    public async Task A_commit_is_flushed_before_the_yes_and_writers_wait_for_each_other()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        await using var record = await host.Get<HealthDbs>().ReadAsync(Ct);
        await using var keys = await host.Get<IDbContextFactory<KeyDb>>().CreateDbContextAsync(Ct);
        foreach (var db in new DbContext[] { record, keys })
        {
            Assert.Equal("wal", await PragmaAsync(db, "journal_mode"));
            // 2 is FULL: the only one that survives a power cut in WAL mode.
            Assert.Equal("2", await PragmaAsync(db, "synchronous"));
            Assert.Equal("10000", await PragmaAsync(db, "busy_timeout"));
            Assert.Equal("1", await PragmaAsync(db, "foreign_keys"));
        }
        Assert.Equal("1", await PragmaAsync(keys, "secure_delete"));
    }

    private static async Task RequireWholeAsync(string file, Dictionary<Guid, byte[]> acknowledged)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check;";
        Assert.Equal("ok", await command.ExecuteScalarAsync(Ct));
        command.CommandText = "SELECT Id, Sealed FROM Entries;";
        var found = new Dictionary<Guid, byte[]>();
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
            found[reader.GetGuid(0)] = reader.GetFieldValue<byte[]>(1);
        foreach (var (id, cell) in acknowledged)
            Assert.True(
                found.TryGetValue(id, out var kept) && kept.AsSpan().SequenceEqual(cell),
                $"{id} is lost."
            );
    }

    private static async Task<string?> PragmaAsync(DbContext db, string name)
    {
        await db.Database.OpenConnectionAsync(Ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name};";
        return (await command.ExecuteScalarAsync(Ct))?.ToString();
    }

    private static long Length(string file) => new FileInfo(file).Length;
}
