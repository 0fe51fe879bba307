using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Family;
using HealthRecord.Features.Operations.Erasing;
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
    ErasePerson erase,
    TimeProvider clock
)
{
    public async Task<Outcome<Done>> RunAsync(string secret, string? proof, CancellationToken ct)
    {
        Account account;
        string reset;
        var former = proof is null ? null : proofs.Read(proof, secret);
        if (former is not null)
            await FreeAsync(secret, former, ct);
        await using (var db = await dbs.WriteAsync(ct))
        {
            // The link is used up only together with all that it does.
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (
                await secrets.OwnerAsync(db, secret, MailTokenPurpose.EndSessions, ct)
                    is not { } owner
                || !await secrets.UseAsync(db, secret, ct)
            )
                return AccountErrors.LinkDead;
            account = owner;
            if (former is not null)
            {
                account.Email = account.UserName = former;
                account.NormalizedEmail = account.NormalizedUserName = addresses.Key(former);
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
            // A service that the stranger connected would go on delivering; the owner connects theirs again.
            await db.Connections.Where(c => c.AccountId == account.Id).ExecuteDeleteAsync(ct);
            // Whom the stranger wanted erased stays as well.
            var guarded = db.Grants.Guarding(now).Where(g => g.AccountId == account.Id);
            await db
                .Persons.Where(p => now < p.EraseAfterUtc && guarded.Any(g => g.PersonId == p.Id))
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.EraseAfterUtc, (DateTime?)null), ct);
            await transaction.CommitAsync(ct);
        }
        await sessions.EndAsync(new AccountId(account.Id), only: null, except: null, ct);
        letters.Reset(account, reset);
        return Done.Value;
    }

    /// <summary>Whoever took the address meanwhile never showed that it is theirs; who holds this link has.</summary>
    private async Task FreeAsync(string secret, string former, CancellationToken ct)
    {
        var key = addresses.Key(former);
        Guid? squatter;
        await using (var db = await dbs.ReadAsync(ct))
            squatter = await secrets.OwnerAsync(db, secret, MailTokenPurpose.EndSessions, ct)
                is { } owner
                ? await db
                    .Users.Where(a =>
                        a.NormalizedEmail == key && a.Id != owner.Id && !a.EmailConfirmed
                    )
                    .Select(a => (Guid?)a.OwnPersonId)
                    .SingleOrDefaultAsync(ct)
                : null;
        if (squatter is { } person)
            await erase.RunAsync(new(person), ct);
    }
}
