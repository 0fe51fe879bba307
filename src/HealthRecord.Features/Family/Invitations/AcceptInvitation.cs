using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>Lets an account join the household that invited it. It is seen by nobody until it grants.</summary>
/// <remarks>
/// A new account can join while it signs up: <see cref="NewHousehold"/> takes the same link. Who lived alone moves, so
/// that nobody keeps an empty household from a sign-up; who lives with others is in two households from now on.
/// </remarks>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class AcceptInvitation(HealthDbs dbs, PersonKeys keys, TimeProvider clock)
{
    public async Task<Outcome<HouseholdId>> RunAsync(
        Actor actor,
        string secret,
        CancellationToken ct
    )
    {
        if (actor.Scope is not null)
            return InvitationErrors.NotValid;
        var now = clock.GetUtcNow().UtcDateTime;
        HouseholdId home;
        List<Guid> left;
        await using (var db = await dbs.WriteAsync(ct))
        {
            if (await InvitationTokens.FindAsync(db, secret, now, ct) is not { } open)
                return InvitationErrors.NotValid;
            if (open.Row.InviterAccountId == actor.Account.Value)
                return InvitationErrors.Own;
            home = new HouseholdId(open.Row.HouseholdId);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (!await InvitationTokens.TakeAsync(db, open, actor.Account, now, ct))
                return InvitationErrors.NotValid;
            left = await MoveAsync(db, actor.OwnPerson, home, now, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        foreach (var household in left)
            await keys.DestroyAsync(household, ct);
        return home;
    }

    private static async Task<List<Guid>> MoveAsync(
        HealthDb db,
        PersonId person,
        HouseholdId home,
        DateTime now,
        CancellationToken ct
    )
    {
        var lived = await db
            .Memberships.AsTracking()
            .Where(m => m.PersonId == person.Value)
            .ToListAsync(ct);
        if (lived.Any(m => m.HouseholdId == home.Value))
            return [];
        db.Add(AddPerson.Membership(home, person, now));
        var left = new List<Guid>();
        foreach (var membership in lived)
        {
            var id = membership.HouseholdId;
            if (
                await db.Memberships.AnyAsync(
                    m => m.HouseholdId == id && m.PersonId != person.Value,
                    ct
                )
            )
                continue;
            db.Remove(membership);
            db.Remove(await db.Households.AsTracking().SingleAsync(h => h.Id == id, ct));
            left.Add(id);
        }
        return left;
    }
}
