using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.SignIn;

/// <summary>
/// The link in every mail about a change: ends all sessions, withdraws all tokens and the password, brings a replaced
/// address back, cancels erasures that were asked for, and sends a link for a new password there.
/// </summary>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class ThatWasNotMe(
    HealthDbs dbs,
    MailSecrets secrets,
    AddressProof proofs,
    Addresses addresses,
    AccountLetters letters,
    SessionStore sessions,
    TimeProvider clock
)
{
    public async Task<Outcome<Done>> RunAsync(string secret, string? proof, CancellationToken ct)
    {
        Account account;
        string reset;
        await using (var db = await dbs.WriteAsync(ct))
        {
            if (
                await secrets.OwnerAsync(db, secret, MailTokenPurpose.EndSessions, ct)
                    is not { } owner
                || !await secrets.UseAsync(db, secret, ct)
            )
                return AccountErrors.LinkDead;
            account = owner;
            if (proof is not null && proofs.Read(proof, secret) is { } before)
            {
                account.Email = account.UserName = before;
                account.NormalizedEmail = account.NormalizedUserName = addresses.Key(before);
                account.EmailConfirmed = true;
            }
            account.PendingEmail = null;
            account.EraseAfterUtc = null;
            account.PasswordHash = null;
            account.SecurityStamp = Secret.New();
            await secrets.WithdrawAsync(db, account.Id, MailTokenPurpose.ChangeEmail, ct);
            await secrets.WithdrawAsync(db, account.Id, MailTokenPurpose.ResetPassword, ct);
            reset = secrets.Add(db, account.Id, MailTokenPurpose.ResetPassword);
            if (!await db.TrySaveAsync(ct))
                return AccountErrors.Changed;
            var now = clock.GetUtcNow().UtcDateTime;
            await db
                .ApiTokens.Where(t => t.AccountId == account.Id && t.RevokedUtc == null)
                .ExecuteUpdateAsync(s => s.SetProperty(t => t.RevokedUtc, now), ct);
            await db
                .UploadLinks.Where(l => l.AccountId == account.Id && l.RevokedUtc == null)
                .ExecuteUpdateAsync(s => s.SetProperty(l => l.RevokedUtc, now), ct);
            // Whom the stranger wanted erased stays as well.
            var guarded = db.Grants.Guarding(now).Where(g => g.AccountId == account.Id);
            await db
                .Persons.Where(p => now < p.EraseAfterUtc && guarded.Any(g => g.PersonId == p.Id))
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.EraseAfterUtc, (DateTime?)null), ct);
        }
        await sessions.EndAsync(new AccountId(account.Id), only: null, except: null, ct);
        letters.Reset(account, reset);
        return Done.Value;
    }
}
