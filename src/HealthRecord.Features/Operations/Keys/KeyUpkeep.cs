using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Operations.Keys;

/// <summary>What the keys need every hour: unfinished work finished, overdue versions destroyed, mirrors rewritten.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed partial class KeyUpkeep(
    IDbContextFactory<KeyDb> contexts,
    HealthDbs dbs,
    RotateKek kek,
    RotateDataKeys data,
    CloseDataKey close,
    OwnerRows owners,
    KeyCopies copies,
    TimeProvider clock,
    ILogger<KeyUpkeep> log
)
{
    /// <summary>The life of backups: as long an old data key stays readable after the last row left it.</summary>
    public static readonly TimeSpan BackupLife = TimeSpan.FromDays(35);
    private static readonly TimeSpan NewLife = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken ct)
    {
        await owners.ReplayErasuresAsync(ct);
        await kek.FinishAsync(ct);
        var destroyed = await FinishRotationsAsync(ct);
        destroyed |= await DestroyOverdueAsync(ct);
        await SweepNewAsync(ct);
        foreach (var place in await copies.RewriteAsync(destroyed, ct))
            LogUnreachable(place);
    }

    private async Task<bool> FinishRotationsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var unfinished = await db
            .Keys.Where(k =>
                k.Purpose == KeyPurpose.Data
                && (
                    k.State == KeyState.Closing
                    || (k.State == KeyState.Readable && k.EmptySinceUtc == null)
                )
            )
            .Select(k => new { k.OwnerId, k.State })
            .ToListAsync(ct);
        foreach (var owner in unfinished.Select(k => k.OwnerId).Distinct())
            await data.FinishAsync(owner, ct);
        return unfinished.Any(k => k.State == KeyState.Closing);
    }

    private async Task<bool> DestroyOverdueAsync(CancellationToken ct)
    {
        var latest = clock.GetUtcNow().UtcDateTime - BackupLife;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var overdue = await db
            .Keys.Where(k =>
                k.Purpose == KeyPurpose.Data
                && k.State == KeyState.Readable
                && k.EmptySinceUtc <= latest
            )
            .ToListAsync(ct);
        var destroyed = false;
        foreach (var version in overdue)
        {
            if (await AnyUnderAsync(version.OwnerId, version.Version, ct))
            {
                // A row came back under it, out of a restored backup or a late save: its 35 days begin again.
                version.EmptySinceUtc = null;
                await db.SaveChangesAsync(ct);
                await data.FinishAsync(version.OwnerId, ct);
                continue;
            }
            destroyed |=
                await close.RunAsync(version.OwnerId, version.Version, evenDamaged: false, ct) == 0;
        }
        return destroyed;
    }

    private async Task<bool> AnyUnderAsync(Guid owner, int version, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        foreach (var table in SealedRows.Of(db.Model))
            if ((await table.UnderAsync(db, owner, version, 1, ct)).Count > 0)
                return true;
        return false;
    }

    // New keys whose row was never committed go after a day; those whose row was are confirmed. After a restore the rows
    // may be older than the keys, so nothing is swept while such a backup lives.
    private async Task SweepNewAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var old = now - NewLife;
        var waiting = await db
            .Keys.Where(k => k.State == KeyState.New && k.CreatedUtc < old)
            .ToListAsync(ct);
        if (waiting.Count == 0)
            return;
        var restored = now - BackupLife;
        var keepAll = await db.Notes.AnyAsync(
            n => n.Name == KeyStoreNote.Restored && n.AtUtc > restored,
            ct
        );
        await using var record = await dbs.ReadAsync(ct);
        foreach (var owner in waiting.GroupBy(k => k.OwnerId))
        {
            var lives =
                await record.Persons.AnyAsync(p => p.Id == owner.Key, ct)
                || await record.Households.AnyAsync(h => h.Id == owner.Key, ct);
            if (lives)
                foreach (var key in owner)
                    key.State = KeyState.Current;
            else if (!keepAll)
                db.RemoveRange(owner);
        }
        await db.SaveChangesAsync(ct);
    }

    [LoggerMessage(
        2102,
        LogLevel.Warning,
        "The copy of the key store in {Place} cannot be reached: it may hold keys that were destroyed."
    )]
    private partial void LogUnreachable(string place);
}
