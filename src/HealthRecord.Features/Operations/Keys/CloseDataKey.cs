using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Operations.Keys;

/// <summary>Destroys one data key version after the last row has left it, and never before.</summary>
/// <remarks>
/// Closed first, so that no new save comes with it; then one turn alone, after which every save that asked before is
/// committed; then what is left is moved; then destroyed.
/// </remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class CloseDataKey(
    IDbContextFactory<KeyDb> contexts,
    HealthDbs dbs,
    IRecordStore store,
    PersonKeys keys,
    RewriteRows rewrite
)
{
    /// <param name="evenDamaged">After a leak: rows that do not open anyway do not keep the version alive.</param>
    /// <returns>How many damaged rows there are under it.</returns>
    public async Task<int> RunAsync(Guid owner, int version, bool evenDamaged, CancellationToken ct)
    {
        await SetAsync(owner, version, KeyState.Readable, KeyState.Closing, ct);
        await PassAloneAsync(ct);
        var damaged = await rewrite.RunAsync(owner, version, ct);
        if (damaged > 0 && !evenDamaged)
        {
            await SetAsync(owner, version, KeyState.Closing, KeyState.Readable, ct);
            return damaged;
        }
        await SetAsync(owner, version, KeyState.Closing, KeyState.Destroyed, ct);
        keys.Renew(owner);
        await store.ScrubKeysAsync(ct);
        return damaged;
    }

    private async Task PassAloneAsync(CancellationToken ct)
    {
        await using var db = await dbs.WriteAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await store.HoldSealingAsync(db.Database, alone: true, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task SetAsync(
        Guid owner,
        int version,
        KeyState from,
        KeyState to,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var row = await db.Keys.SingleOrDefaultAsync(
            k =>
                k.OwnerId == owner
                && k.Purpose == KeyPurpose.Data
                && k.Version == version
                && k.State == from,
            ct
        );
        if (row is null)
            return;
        row.State = to;
        if (to == KeyState.Destroyed)
            row.Wrapped = [];
        await db.SaveChangesAsync(ct);
    }
}
