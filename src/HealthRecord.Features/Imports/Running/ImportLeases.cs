using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>A run that this attempt alone may finish.</summary>
/// <param name="Lease">Of this attempt: a late one finds another number in the row and does nothing.</param>
internal sealed record ClaimedImport(
    Guid Run,
    PersonId Person,
    Actor Actor,
    Guid Lease,
    long TotalBytes,
    ImportPayload Payload
)
{
    public ImportId Id => new(Run);
}

internal enum Claim
{
    Taken,

    /// <summary>Another import of the same person is running: later.</summary>
    Later,
    Nothing,
}

/// <summary>Claims runs, shows how far they are, and lets them go. At most one runs for a person at a time.</summary>
internal sealed class ImportLeases(HealthDbs dbs, ImportRuns runs, TimeProvider clock)
{
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(60);

    public async Task<(Claim Claim, ClaimedImport? Import)> ClaimAsync(
        Guid run,
        CancellationToken ct
    )
    {
        await using var db = await dbs.WriteAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (
            await db.ImportRuns.SingleOrDefaultAsync(
                r => r.Id == run && r.State == ImportState.Waiting,
                ct
            )
            is not { } row
        )
            return (Claim.Nothing, null);
        if (
            await db.ImportRuns.AnyAsync(
                r =>
                    r.PersonId == row.PersonId
                    && r.State == ImportState.Running
                    && r.LeaseUntilUtc > now,
                ct
            )
        )
            return (Claim.Later, null);
        var account = await db.Users.SingleOrDefaultAsync(a => a.Id == row.AccountId, ct);
        if (account is null)
            return (Claim.Nothing, null);
        var payload = await runs.OpenAsync(row, ct);
        var scope = payload.Scope is { } domains
            ? new TokenScope(Guid.Empty, domains, MayWrite: true)
            : null;
        row.State = ImportState.Running;
        row.StartedUtc = now;
        row.ReadBytes = 0;
        row.ReadingsSoFar = 0;
        row.LeaseOwner = Ids.New();
        row.LeaseUntilUtc = now + Length;
        var claimed = new ClaimedImport(
            row.Id,
            new(row.PersonId),
            new(new(row.AccountId), new(account.OwnPersonId), null, scope),
            row.LeaseOwner.Value,
            row.TotalBytes,
            payload
        );
        return await db.TrySaveAsync(ct) ? (Claim.Taken, claimed) : (Claim.Nothing, null);
    }

    /// <summary>Shows progress and keeps the lease. False when it is lost, or somebody cancelled the run.</summary>
    public async Task<bool> RenewAsync(
        ClaimedImport import,
        long readBytes,
        long readings,
        CancellationToken ct
    )
    {
        var until = clock.GetUtcNow().UtcDateTime + Length;
        await using var db = await dbs.WriteAsync(ct);
        return await Held(db, import)
                .ExecuteUpdateAsync(
                    s =>
                        s.SetProperty(r => r.ReadBytes, readBytes)
                            .SetProperty(r => r.ReadingsSoFar, readings)
                            .SetProperty(r => r.LeaseUntilUtc, until),
                    ct
                ) == 1;
    }

    /// <summary>Ends the attempt without anything added. Does nothing when the lease is not held any more.</summary>
    /// <param name="left">What the run says from now on; null when it says what it said before.</param>
    public async Task LetGoAsync(
        ClaimedImport import,
        ImportState state,
        ImportPayload? left,
        CancellationToken ct
    )
    {
        await using var db = await dbs.WriteAsync(ct);
        if (await Held(db, import).SingleOrDefaultAsync(ct) is not { } row)
            return;
        row.State = state;
        row.LeaseOwner = null;
        row.LeaseUntilUtc = null;
        if (state == ImportState.Refused)
            row.FinishedUtc = clock.GetUtcNow().UtcDateTime;
        if (left is not null)
            await runs.SealAsync(row, left, ct);
        await db.TrySaveAsync(ct);
    }

    public static IQueryable<ImportRunRow> Held(HealthDb db, ClaimedImport import) =>
        db.ImportRuns.Where(r =>
            r.Id == import.Run && r.State == ImportState.Running && r.LeaseOwner == import.Lease
        );

    /// <summary>Marks runs whose worker is gone. Nothing of them is visible; one click runs them again.</summary>
    /// <param name="all">Whether every running one is meant: at the start of the only process that there is.</param>
    /// <returns>The runs that wait for a worker.</returns>
    public async Task<IReadOnlyList<ImportId>> RecoverAsync(bool all, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        await db
            .ImportRuns.Where(r =>
                r.State == ImportState.Running
                && (all || r.LeaseUntilUtc == null || r.LeaseUntilUtc <= now)
            )
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(r => r.State, ImportState.Interrupted)
                        .SetProperty(r => r.LeaseOwner, (Guid?)null)
                        .SetProperty(r => r.LeaseUntilUtc, (DateTime?)null)
                        .SetProperty(r => r.Version, r => r.Version + 1),
                ct
            );
        return await db
            .ImportRuns.Where(r => r.State == ImportState.Waiting)
            .OrderBy(r => r.CreatedUtc)
            .Select(r => new ImportId(r.Id))
            .ToListAsync(ct);
    }
}
