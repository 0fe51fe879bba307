using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Sharing;

/// <summary>Lets another adult see, or keep, a part of a person's record.</summary>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class GrantAccess(
    HealthDbs dbs,
    PersonFactsReader facts,
    Access access,
    TimeProvider clock
)
{
    /// <param name="to">An adult of a household that the actor or the person lives in, or one who sees the person already.</param>
    /// <returns>The new grant.</returns>
    public async Task<Outcome<Guid>> RunAsync(
        Actor actor,
        PersonId on,
        AccountId to,
        GrantForm form,
        CancellationToken ct
    )
    {
        if (!await access.MayGrantAsync(actor, on, ct))
            return FamilyErrors.NotFound;
        if (!form.IsSound)
            return SharingErrors.NothingChosen;
        if (to == actor.Account)
            return SharingErrors.Oneself;
        var (readable, writable) = await access.DomainsAsync(actor, on, ct);
        if (Reach.IsBeyond(form, readable, writable))
            return SharingErrors.MoreThanYours;
        var now = clock.GetUtcNow().UtcDateTime;
        var times = form.Times(await Reach.ZoneAsync(facts, on, now, ct), now);
        if (times.Error is { } refusal)
            return refusal;

        await using var db = await dbs.WriteAsync(ct);
        var (transaction, grants) = await PersonGrants.LockAsync(db, on, now, ct);
        await using var _ = transaction;
        if (grants is null || !await KnowsAsync(db, actor, on, to, ct))
            return FamilyErrors.NotFound;
        if (grants.Rows.Any(g => g.AccountId == to.Value))
            return SharingErrors.Already;
        var (from, until) = times.Value;
        var grant = Grants.New(to, on, form.Role, form.Domains, actor.Account, from, until);
        db.Add(grant);
        await WatchMarks.TouchAsync(db, on.Value, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return grant.Id;
    }

    // An account is found through a household, so that an id of a stranger is not told from one that does not exist.
    private static Task<bool> KnowsAsync(
        HealthDb db,
        Actor actor,
        PersonId on,
        AccountId to,
        CancellationToken ct
    )
    {
        var homes = db
            .Memberships.Where(m => m.PersonId == actor.OwnPerson.Value || m.PersonId == on.Value)
            .Select(m => m.HouseholdId);
        return db.Users.AnyAsync(
            a =>
                a.Id == to.Value
                && db.Memberships.Any(m =>
                    m.PersonId == a.OwnPersonId && homes.Contains(m.HouseholdId)
                ),
            ct
        );
    }
}
