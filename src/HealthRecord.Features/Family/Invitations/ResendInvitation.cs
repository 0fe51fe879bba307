using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>Sends an invitation again with a new link; the one before no longer opens anything.</summary>
[UseCaseAccess(UseCaseRule.Household)]
internal sealed class ResendInvitation(
    HealthDbs dbs,
    PersonStore store,
    Access access,
    InvitationMail mail,
    TimeProvider clock
)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, Guid invitation, CancellationToken ct)
    {
        if (!await access.MayGrantAsync(actor, actor.OwnPerson, ct))
            return FamilyErrors.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        string secret;
        string address;
        await using (var db = await dbs.WriteAsync(ct))
        {
            if (await InvitationsOf.OpenAsync(db, actor, invitation, ct) is not { } row)
                return FamilyErrors.NotFound;
            try
            {
                address = (await store.OpenAsync(row, InvitationPayload.Format, ct)).Email;
            }
            catch (RecordDamagedException)
            {
                return FamilyErrors.Damaged;
            }
            var home = new HouseholdId(row.HouseholdId);
            var (transaction, spent) = await InvitationAllowance.TakeAsync(db, home, now, ct);
            await using var _ = transaction;
            if (spent)
                return InvitationErrors.TooMany(InvitationAllowance.ADay);
            await InvitationTokens.CloseAsync(db, invitation, now, ct);
            (secret, var token) = InvitationTokens.New(invitation, now);
            db.Add(token);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await mail.SendAsync(actor, invitation, address, secret, ct);
        return Done.Value;
    }
}
