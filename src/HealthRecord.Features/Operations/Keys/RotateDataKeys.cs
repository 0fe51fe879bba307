using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Operations.Keys;

/// <summary>Gives a person or household a new data key version and moves every row under it.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class RotateDataKeys(
    IDbContextFactory<KeyDb> contexts,
    PersonKeys keys,
    RewriteRows rewrite,
    CloseDataKey close,
    TimeProvider clock
)
{
    /// <summary>Every owner of a data key, in a fixed order.</summary>
    public async Task<IReadOnlyList<Guid>> OwnersAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .Keys.Where(k => k.Purpose == KeyPurpose.Data && k.State == KeyState.Current)
            .Select(k => k.OwnerId)
            .Distinct()
            .OrderBy(id => id)
            .ToListAsync(ct);
    }

    /// <summary>Stopped anywhere, <see cref="FinishAsync"/> goes on.</summary>
    /// <param name="leaked">Old versions are destroyed as soon as no row needs them, and old backups die with them.</param>
    /// <returns>How many damaged rows were left behind; null when the owner has no key.</returns>
    public async Task<int?> RunAsync(Guid owner, bool leaked, CancellationToken ct)
    {
        if (!await NextVersionAsync(owner, leaked, ct))
            return null;
        keys.Renew(owner);
        return await FinishAsync(owner, ct);
    }

    /// <summary>Moves what is left under older versions, and destroys those that are closing.</summary>
    public async Task<int> FinishAsync(Guid owner, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var old = await db
            .Keys.AsNoTracking()
            .Where(k =>
                k.OwnerId == owner
                && k.Purpose == KeyPurpose.Data
                && (k.State == KeyState.Readable || k.State == KeyState.Closing)
            )
            .OrderBy(k => k.Version)
            .ToListAsync(ct);
        var damaged = 0;
        foreach (var version in old)
        {
            if (version.State == KeyState.Closing)
            {
                damaged += await close.RunAsync(owner, version.Version, evenDamaged: true, ct);
                continue;
            }
            var left = await rewrite.RunAsync(owner, version.Version, ct);
            damaged += left;
            if (left == 0 && version.EmptySinceUtc is null)
                await EmptyAsync(db, version, ct);
        }
        return damaged;
    }

    private async Task<bool> NextVersionAsync(Guid owner, bool leaked, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await db
            .Keys.Where(k => k.OwnerId == owner && k.Purpose == KeyPurpose.Data)
            .OrderBy(k => k.Version)
            .ToListAsync(ct);
        if (rows.LastOrDefault(k => k.State == KeyState.Current) is not { } current)
            return false;
        var label = new KeyLabel(owner, KeyPurpose.Data, rows[^1].Version + 1);
        db.Add(await keys.NewRowAsync(label, KeyState.Current, ct));
        current.State = KeyState.Readable;
        // Both in one transaction, and the key of the row decides between two operators.
        foreach (var old in rows.Where(k => leaked && k.State == KeyState.Readable))
            old.State = KeyState.Closing;
        await db.SaveChangesAsync(ct);
        return true;
    }

    private async Task EmptyAsync(KeyDb db, WrappedKeyRow version, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await db
            .Keys.Where(k =>
                k.OwnerId == version.OwnerId
                && k.Purpose == KeyPurpose.Data
                && k.Version == version.Version
                && k.State == KeyState.Readable
            )
            .ExecuteUpdateAsync(s => s.SetProperty(k => k.EmptySinceUtc, now), ct);
    }
}
