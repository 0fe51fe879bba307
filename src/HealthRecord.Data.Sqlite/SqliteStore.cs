using HealthRecord.Features.Platform.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace HealthRecord.Data.Sqlite;

/// <summary>Two SQLite files in WAL mode, one writer at a time.</summary>
internal sealed class SqliteStore(
    IDbContextFactory<HealthDb> records,
    IDbContextFactory<KeyDb> keys,
    RecordFolders folders,
    TimeProvider clock
) : IRecordStore
{
    public string Name => "SQLite";

    public bool OneWriter => true;

    public SaveFailure Classify(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            // SQLITE_CONSTRAINT_UNIQUE 2067, SQLITE_CONSTRAINT_PRIMARYKEY 1555.
            if (e is SqliteException { SqliteExtendedErrorCode: 2067 or 1555 })
                return SaveFailure.Collision;
            if (e is StorageFullException || FullDisk.IsFull(e))
                return SaveFailure.Full;
        }
        return SaveFailure.Other;
    }

    public Task PrepareAsync(CancellationToken ct) => MigrateAsync(ct);

    public async Task MigrateAsync(CancellationToken ct)
    {
        RecordFolders.Create(folders.Record);
        RecordFolders.Create(folders.KeyStore);
        using var alone = await MigrationTurn.TakeAsync(folders.Record, ct);
        // Both are looked at before either is touched: a refusal changes nothing.
        SqliteMark.Require(folders.RecordFile, folders.Demo);
        SqliteMark.Require(folders.KeyFile, folders.Demo);
        await using var record = await records.CreateDbContextAsync(ct);
        await using var key = await keys.CreateDbContextAsync(ct);
        await RefuseNewerAsync(record, folders.RecordFile, ct);
        await RefuseNewerAsync(key, folders.KeyFile, ct);
        await MigrateAsync(key, folders.KeyFile, folders.KeyStore, ct);
        await MigrateAsync(record, folders.RecordFile, folders.Backups, ct);
    }

    // BEGIN IMMEDIATE, with which every transaction here begins, is that turn already, for other processes too.
    // The same machine, the same clock.
    public Task<DateTime?> UtcNowAsync(CancellationToken ct) => Task.FromResult<DateTime?>(null);

    public Task HoldSealingAsync(DatabaseFacade database, bool alone, CancellationToken ct) =>
        Task.CompletedTask;

    public async Task ScrubKeysAsync(CancellationToken ct)
    {
        await using var db = await keys.CreateDbContextAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);", ct);
        await db.Database.ExecuteSqlRawAsync("VACUUM;", ct);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);", ct);
    }

    private static async Task RefuseNewerAsync(DbContext db, string file, CancellationToken ct)
    {
        if (!File.Exists(file))
            return;
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if ((await db.Database.GetAppliedMigrationsAsync(ct)).Any(m => !known.Contains(m)))
            throw new StartRefusedException(
                $"{file} vient d'une version plus récente du programme : installez cette version.",
                $"{file} comes from a newer version of the program: install that version."
            );
    }

    private async Task MigrateAsync(DbContext db, string file, string copies, CancellationToken ct)
    {
        // First the mark: a start that is killed later than this finds its own file again, not a stranger's.
        SqliteMark.Write(file, folders.Demo);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", ct);
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        if (pending.Count == 0)
            return;
        if ((await db.Database.GetAppliedMigrationsAsync(ct)).Any())
            await CopyAsync(db, copies, pending[0], ct);
        // The turn is ours alone: a lock row found now was left by a process that was killed, and would be waited for for ever.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock;", ct);
        await db.Database.MigrateAsync(ct);
    }

    private async Task CopyAsync(DbContext db, string copies, string before, CancellationToken ct)
    {
        RecordFolders.Create(copies);
        var name = $"before-{before}-{clock.GetUtcNow():yyyyMMddHHmmssfff}.db";
        var partial = Path.Combine(copies, name + ".partial");
        // Left by a copy that was cut off.
        File.Delete(partial);
        await db.Database.ExecuteSqlAsync($"VACUUM INTO {partial}", ct);
        File.Move(partial, Path.Combine(copies, name), overwrite: true);
    }
}
