using HealthRecord.Features.Platform.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace HealthRecord.Data.SqlServer;

/// <summary>Two databases; migrations are a deploy step, the program only checks that it was done.</summary>
internal sealed class SqlServerStore(
    IDbContextFactory<HealthDb> records,
    IDbContextFactory<KeyDb> keys
) : IRecordStore
{
    public string Name => "SQL Server";

    public bool OneWriter => false;

    public SaveFailure Classify(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            // Unique index 2601, unique constraint or primary key 2627.
            if (e is SqlException { Number: 2601 or 2627 })
                return SaveFailure.Collision;
            // File group full 1105, log full 9002, quota of a hosted database 40544.
            if (e is StorageFullException or SqlException { Number: 1105 or 9002 or 40544 })
                return SaveFailure.Full;
        }
        return SaveFailure.Other;
    }

    public async Task PrepareAsync(CancellationToken ct)
    {
        await using var record = await records.CreateDbContextAsync(ct);
        await using var key = await keys.CreateDbContextAsync(ct);
        await RequireSchemaAsync(record, ct);
        await RequireSchemaAsync(key, ct);
    }

    public async Task MigrateAsync(CancellationToken ct)
    {
        await using var key = await keys.CreateDbContextAsync(ct);
        await key.Database.MigrateAsync(ct);
        await using var record = await records.CreateDbContextAsync(ct);
        await record.Database.MigrateAsync(ct);
    }

    public Task HoldSealingAsync(DatabaseFacade database, bool alone, CancellationToken ct) =>
        database.ExecuteSqlAsync(
            $"""
            DECLARE @mode nvarchar(32) = {(alone ? "Exclusive" : "Shared")}, @turn int;
            EXEC @turn = sp_getapplock @Resource = N'sealing', @LockMode = @mode,
                @LockOwner = N'Transaction', @LockTimeout = 60000;
            IF @turn < 0 THROW 51000, N'No turn to seal within a minute.', 1;
            """,
            ct
        );

    public async Task<DateTime?> UtcNowAsync(CancellationToken ct)
    {
        await using var db = await records.CreateDbContextAsync(ct);
        var now = await db
            .Database.SqlQuery<DateTime>($"SELECT SYSUTCDATETIME() AS [Value]")
            .SingleAsync(ct);
        return DateTime.SpecifyKind(now, DateTimeKind.Utc);
    }

    // The server's own backups and files are the operator's: a destroyed key has an empty cell here.
    public Task ScrubKeysAsync(CancellationToken ct) => Task.CompletedTask;

    private static async Task RequireSchemaAsync(DbContext db, CancellationToken ct)
    {
        var name = db.Database.GetDbConnection().Database;
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
            throw new StartRefusedException(
                $"La base {name} est plus ancienne que ce programme : lancez d'abord la commande migrate.",
                $"The database {name} is older than this program: run the command migrate first."
            );
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        if ((await db.Database.GetAppliedMigrationsAsync(ct)).Any(m => !known.Contains(m)))
            throw new StartRefusedException(
                $"La base {name} vient d'une version plus récente du programme : installez cette version.",
                $"The database {name} comes from a newer version of the program: install that version."
            );
    }
}
