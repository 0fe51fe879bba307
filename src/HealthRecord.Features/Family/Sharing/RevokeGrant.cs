using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Sharing;

/// <summary>Ends a grant at once: by who may grant on the person, or by who holds it and leaves.</summary>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class RevokeGrant(HealthDbs dbs, Access access, TimeProvider clock)
{
    /// <remarks>Repeated, it answers the same: the grant is over.</remarks>
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId on,
        Guid grant,
        CancellationToken ct
    )
    {
        if (actor.Scope is not null || await access.ToAsync(actor, on, ct) is null)
            return FamilyErrors.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        var (transaction, grants) = await PersonGrants.LockAsync(db, on, now, ct);
        await using var _ = transaction;
        if (grants is null)
            return FamilyErrors.NotFound;
        if (grants.Rows.FirstOrDefault(g => g.Id == grant) is not { } held)
            return await WasAsync(db, actor, on, grant, grants, ct);
        if ((grants.MayTouch(actor.Account, held) ?? grants.MayLoseGuardian(held)) is { } refusal)
            return refusal;
        held.RevokedUtc = now;
        await WatchMarks.TouchAsync(db, on.Value, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Done.Value;
    }

    private static async Task<Outcome<Done>> WasAsync(
        HealthDb db,
        Actor actor,
        PersonId on,
        Guid grant,
        PersonGrants grants,
        CancellationToken ct
    )
    {
        var past = await db
            .Grants.AsNoTracking()
            .SingleOrDefaultAsync(g => g.Id == grant && g.PersonId == on.Value, ct);
        return past is not null && grants.MayTouch(actor.Account, past) is null
            ? Done.Value
            : FamilyErrors.NotFound;
    }
}
