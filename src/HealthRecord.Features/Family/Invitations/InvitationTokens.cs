using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>The secret inside an invitation's link: 256 bits, only a hash is kept, one use within a day.</summary>
internal static class InvitationTokens
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <summary>A link that was never longer than this is no link of ours.</summary>
    private const int Length = 43;

    public static (string Secret, MailToken Row) New(Guid invitation, DateTime now)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var row = new MailToken
        {
            Id = Ids.New(),
            InvitationId = invitation,
            Purpose = MailTokenPurpose.Invitation,
            SecretHash = Hash(secret),
            ExpiresUtc = now + Life,
        };
        return (secret, row);
    }

    /// <summary>An invitation that is open and whose inviter still lives in the household it leads to.</summary>
    public static async Task<OpenInvitation?> FindAsync(
        HealthDb db,
        string secret,
        DateTime now,
        CancellationToken ct
    )
    {
        if (secret.Length != Length)
            return null;
        var hash = Hash(secret);
        var found = await db
            .MailTokens.AsNoTracking()
            .Where(t =>
                t.SecretHash == hash
                && t.Purpose == MailTokenPurpose.Invitation
                && t.UsedUtc == null
                && now < t.ExpiresUtc
            )
            .Join(
                db.Invitations.AsNoTracking(),
                t => t.InvitationId,
                i => i.Id,
                (t, i) => new { Token = t.Id, Invitation = i }
            )
            .Where(f => f.Invitation.AcceptedUtc == null && f.Invitation.WithdrawnUtc == null)
            .Where(f =>
                db.Memberships.Any(m =>
                    m.HouseholdId == f.Invitation.HouseholdId
                    && m.PersonId == f.Invitation.InviterPersonId
                )
            )
            .SingleOrDefaultAsync(ct);
        return found is null ? null : new(found.Token, found.Invitation);
    }

    /// <summary>Uses the link up inside the caller's transaction. Of many at once exactly one is told true.</summary>
    /// <remarks>The rows decide: each update counts only where nobody was before, and waits for whoever is.</remarks>
    public static async Task<bool> TakeAsync(
        HealthDb db,
        OpenInvitation open,
        AccountId by,
        DateTime now,
        CancellationToken ct
    )
    {
        var used = await db
            .MailTokens.Where(t => t.Id == open.Token && t.UsedUtc == null)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.UsedUtc, now), ct);
        if (used != 1)
            return false;
        var accepted = await db
            .Invitations.Where(i =>
                i.Id == open.Row.Id && i.AcceptedUtc == null && i.WithdrawnUtc == null
            )
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(i => i.AcceptedUtc, now)
                        .SetProperty(i => i.AcceptedByAccountId, by.Value),
                ct
            );
        return accepted == 1;
    }

    /// <summary>Links that were sent before no longer open anything.</summary>
    public static Task CloseAsync(
        HealthDb db,
        Guid invitation,
        DateTime now,
        CancellationToken ct
    ) =>
        db
            .MailTokens.Where(t => t.InvitationId == invitation && t.UsedUtc == null)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.UsedUtc, now), ct);

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

internal sealed record OpenInvitation(Guid Token, Invitation Row);
