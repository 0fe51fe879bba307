using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>Takes an open invitation back: its link no longer opens anything.</summary>
[UseCaseAccess(UseCaseRule.Household)]
internal sealed class WithdrawInvitation(HealthDbs dbs, Access access, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, Guid invitation, CancellationToken ct)
    {
        if (!await access.MayGrantAsync(actor, actor.OwnPerson, ct))
            return FamilyErrors.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Whoever accepts at the same moment is first or not: the row says which.
        var withdrawn = await db
            .Invitations.Where(i =>
                i.Id == invitation
                && i.InviterAccountId == actor.Account.Value
                && i.AcceptedUtc == null
                && i.WithdrawnUtc == null
            )
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.WithdrawnUtc, now), ct);
        if (withdrawn == 0)
            return FamilyErrors.NotFound;
        await InvitationTokens.CloseAsync(db, invitation, now, ct);
        await transaction.CommitAsync(ct);
        return Done.Value;
    }
}
