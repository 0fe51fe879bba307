using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>What an invitation's link shows to whoever holds it: who asks, and into which household.</summary>
public sealed record InvitationOffer(string Inviter, string Household, string Email);

[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class ReadInvitation(HealthDbs dbs, PersonStore store, TimeProvider clock)
{
    public async Task<Outcome<InvitationOffer>> RunAsync(string secret, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await InvitationTokens.FindAsync(db, secret, now, ct) is not { Row: { } row })
            return InvitationErrors.NotValid;
        try
        {
            var inviter = await store.FindAsync(db, new(row.InviterPersonId), ct);
            var home = await db.Households.SingleOrDefaultAsync(h => h.Id == row.HouseholdId, ct);
            if (inviter?.Payload is null || home is null)
                return InvitationErrors.NotValid;
            var household = await store.OpenAsync(home, ct);
            var payload = await store.OpenAsync(row, InvitationPayload.Format, ct);
            return new InvitationOffer(inviter.Payload.Name, household.Name, payload.Email);
        }
        catch (RecordDamagedException)
        {
            return InvitationErrors.NotValid;
        }
    }
}
