using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.SignIn;

/// <summary>Sets a new password with a link from a mail, ends every session and signs in anew.</summary>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class ResetPassword(
    HealthDbs dbs,
    MailSecrets secrets,
    Passwords.Passwords passwords,
    AccountLetters letters,
    SessionStore sessions,
    GuessGuard guard,
    Rates rates,
    LimitOptions limits
)
{
    public async Task<Outcome<SignedIn>> RunAsync(
        string secret,
        string? password,
        Caller caller,
        CancellationToken ct
    )
    {
        if (passwords.Refusal(password) is { } refusal)
            return refusal;
        if (
            rates.Take($"sign-in {caller.Network}", limits.SignIns, TimeSpan.FromMinutes(1)) is
            { } wait
        )
            return AccountErrors.Wait(wait);
        Account account;
        string notMe;
        await using (var db = await dbs.WriteAsync(ct))
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (
                await secrets.OwnerAsync(db, secret, MailTokenPurpose.ResetPassword, ct)
                    is not { } owner
                || !await secrets.UseAsync(db, secret, ct)
            )
                return AccountErrors.LinkDead;
            account = owner;
            account.PasswordHash = passwords.Hash(account, password!);
            account.SecurityStamp = Secret.New();
            // The link came by mail: whoever follows it reads that address.
            account.EmailConfirmed = true;
            notMe = secrets.Add(db, account.Id, MailTokenPurpose.EndSessions);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        await sessions.EndAsync(new AccountId(account.Id), only: null, except: null, ct);
        guard.Succeeded(account.NormalizedEmail!);
        letters.PasswordChanged(account, notMe);
        return new SignedIn(
            await sessions.StartAsync(account.Id, stays: false, caller.Device, ct),
            Stays: false
        );
    }
}
