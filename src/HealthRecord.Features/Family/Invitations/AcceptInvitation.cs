using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>Lets an account join the household that invited it. It is seen by nobody until it grants.</summary>
/// <remarks>A new account joins while it signs up: <see cref="NewHousehold"/> takes the same link.</remarks>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class AcceptInvitation(HealthDbs dbs, TimeProvider clock)
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
        await using var db = await dbs.WriteAsync(ct);
        if (await InvitationTokens.FindAsync(db, secret, now, ct) is not { } open)
            return InvitationErrors.NotValid;
        if (open.Row.InviterAccountId == actor.Account.Value)
            return InvitationErrors.Own;
        var home = new HouseholdId(open.Row.HouseholdId);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await InvitationTokens.TakeAsync(db, open, actor.Account, now, ct))
            return InvitationErrors.NotValid;
        var livesThere = await db.Memberships.AnyAsync(
            m => m.HouseholdId == home.Value && m.PersonId == actor.OwnPerson.Value,
            ct
        );
        if (!livesThere)
            db.Add(AddPerson.Membership(home, actor.OwnPerson, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return home;
    }
}
