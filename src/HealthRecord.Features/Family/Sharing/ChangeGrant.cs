using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Sharing;

/// <summary>Puts another grant in the place of one: the old row ends, so that it can be told later who could see what.</summary>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class ChangeGrant(
    HealthDbs dbs,
    PersonFactsReader facts,
    Access access,
    TimeProvider clock
)
{
    /// <returns>The new grant. <see cref="FamilyErrors.Changed"/> when the old one has ended or been replaced meanwhile.</returns>
    public async Task<Outcome<Guid>> RunAsync(
        Actor actor,
        PersonId on,
        Guid grant,
        GrantForm form,
        CancellationToken ct
    )
    {
        if (!await access.MayGrantAsync(actor, on, ct))
            return FamilyErrors.NotFound;
        if (!form.IsSound)
            return SharingErrors.NothingChosen;
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
        if (grants is null)
            return FamilyErrors.NotFound;
        if (grants.Rows.FirstOrDefault(g => g.Id == grant) is not { } old)
            return FamilyErrors.Changed;
        if (grants.MayTouch(actor.Account, old) is { } forbidden)
            return forbidden;
        // Whoever reaches less than the old grant did would take away what they cannot give back.
        var covers = form with
        {
            Domains = old.Domains,
            Role = old.Role,
        };
        if (old.AccountId != actor.Account.Value && Reach.IsBeyond(covers, readable, writable))
            return SharingErrors.MoreThanYours;
        var (from, until) = times.Value;
        var staysGuardian = form.Role is GrantRole.Guardian && until is null && from <= now;
        if (!staysGuardian && grants.MayLoseGuardian(old) is { } alone)
            return alone;
        old.RevokedUtc = now;
        var next = Grants.New(
            new(old.AccountId),
            on,
            form.Role,
            form.Domains,
            actor.Account,
            from,
            until
        );
        db.Add(next);
        await WatchMarks.TouchAsync(db, on.Value, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return next.Id;
    }
}
