using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Mails;

/// <summary>Links in mails: 256 bits, kept as a hash, good once and for a while.</summary>
internal sealed class MailSecrets(TimeProvider clock)
{
    /// <summary>Adds the row; the caller saves. The answer stands in the link.</summary>
    public string Add(HealthDb db, Guid account, MailTokenPurpose purpose)
    {
        var secret = Secret.New();
        db.Add(
            new MailToken
            {
                Id = Ids.New(clock),
                AccountId = account,
                Purpose = purpose,
                SecretHash = Secret.Hash(secret),
                ExpiresUtc = Now + Lifetime(purpose),
            }
        );
        return secret;
    }

    /// <summary>Whose link it is; null when it is unknown, used or too old.</summary>
    public async Task<Account?> OwnerAsync(
        HealthDb db,
        string secret,
        MailTokenPurpose purpose,
        CancellationToken ct
    )
    {
        var now = Now;
        var hash = Secret.Hash(secret);
        return await (
            from t in db.MailTokens
            where
                t.SecretHash == hash
                && t.Purpose == purpose
                && t.UsedUtc == null
                && now < t.ExpiresUtc
            join a in db.Users on t.AccountId equals (Guid?)a.Id
            select a
        ).SingleOrDefaultAsync(ct);
    }

    /// <summary>Uses the link up. Of two at once exactly one gets true.</summary>
    public async Task<bool> UseAsync(HealthDb db, string secret, CancellationToken ct)
    {
        var now = Now;
        var hash = Secret.Hash(secret);
        return await db
                .MailTokens.Where(t =>
                    t.SecretHash == hash && t.UsedUtc == null && now < t.ExpiresUtc
                )
                .ExecuteUpdateAsync(s => s.SetProperty(t => t.UsedUtc, now), ct) == 1;
    }

    /// <summary>Makes every open link of this purpose worthless, as when a newer one is sent.</summary>
    public async Task WithdrawAsync(
        HealthDb db,
        Guid account,
        MailTokenPurpose purpose,
        CancellationToken ct
    )
    {
        var now = Now;
        await db
            .MailTokens.Where(t =>
                t.AccountId == account && t.Purpose == purpose && t.UsedUtc == null
            )
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.UsedUtc, now), ct);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static TimeSpan Lifetime(MailTokenPurpose purpose) =>
        purpose switch
        {
            MailTokenPurpose.ResetPassword => TimeSpan.FromHours(1),
            // Read late is still worth something: whoever changed it is in the account until then.
            MailTokenPurpose.EndSessions => TimeSpan.FromDays(7),
            _ => TimeSpan.FromHours(24),
        };
}
