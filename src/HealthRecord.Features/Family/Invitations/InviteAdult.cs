using HealthRecord.Domain;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>Asks another adult to join the household. The answer never says whether the address has an account.</summary>
[UseCaseAccess(UseCaseRule.Household)]
internal sealed class InviteAdult(
    HealthDbs dbs,
    PersonStore store,
    Homes homes,
    Access access,
    InvitationMail mail,
    TimeProvider clock
)
{
    public async Task<Outcome<Guid>> RunAsync(
        Actor actor,
        HouseholdId? household,
        string email,
        CancellationToken ct
    )
    {
        if (
            !await access.MayGrantAsync(actor, actor.OwnPerson, ct)
            || await homes.OfAsync(actor, household, ct) is not { } home
        )
            return FamilyErrors.NotFound;
        if (Addresses.Tidy(email) is not { } address)
            return InvitationErrors.AddressWrong;
        var now = clock.GetUtcNow().UtcDateTime;
        var row = new Invitation
        {
            Id = Ids.New(clock),
            HouseholdId = home.Value,
            InviterAccountId = actor.Account.Value,
            InviterPersonId = actor.OwnPerson.Value,
            CreatedUtc = now,
        };
        var payload = new InvitationPayload { Email = address };
        await store.SealAsync(row, InvitationPayload.Format, payload, ct);
        var (secret, token) = InvitationTokens.New(row.Id, now);
        await using (var db = await dbs.WriteAsync(ct))
        {
            var (transaction, spent) = await InvitationAllowance.TakeAsync(db, home, now, ct);
            await using var _ = transaction;
            if (spent)
                return InvitationErrors.TooMany(InvitationAllowance.ADay);
            db.Add(row);
            db.Add(token);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await mail.SendAsync(actor, row.Id, address, secret, ct);
        return row.Id;
    }
}
