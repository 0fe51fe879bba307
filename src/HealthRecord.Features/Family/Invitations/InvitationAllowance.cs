using System.Data;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>How many invitations a household may still send: nobody floods strangers from here.</summary>
internal static class InvitationAllowance
{
    public const int ADay = 20;

    /// <summary>Takes the household's row until the transaction ends, so that parallel senders are counted one after the other.</summary>
    public static async Task<(IDbContextTransaction Transaction, bool Spent)> TakeAsync(
        HealthDb db,
        HouseholdId household,
        DateTime now,
        CancellationToken ct
    )
    {
        var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        await db
            .Households.Where(h => h.Id == household.Value)
            .ExecuteUpdateAsync(s => s.SetProperty(h => h.Version, h => h.Version), ct);
        // A link lives exactly a day: those that have not expired, used or not, are those sent within one.
        var sent = await db.MailTokens.CountAsync(
            t =>
                t.Purpose == MailTokenPurpose.Invitation
                && t.ExpiresUtc > now
                && db.Invitations.Any(i =>
                    i.Id == t.InvitationId && i.HouseholdId == household.Value
                ),
            ct
        );
        return (transaction, sent >= ADay);
    }
}
