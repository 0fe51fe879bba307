using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.SignIn;

/// <summary>Confirms an address with the link *and* the password that was chosen, and signs in.</summary>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class ConfirmAddress(
    HealthDbs dbs,
    MailSecrets secrets,
    Passwords.Passwords passwords,
    GuessGuard guard,
    SessionStore sessions,
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
        if (
            rates.Take($"sign-in {caller.Network}", limits.SignIns, TimeSpan.FromMinutes(1)) is
            { } wait
        )
            return AccountErrors.Wait(wait);
        var account = await OwnerAsync(secret, ct);
        if (guard.Wait(account?.NormalizedEmail ?? "", caller.Network) is { } pause)
            return AccountErrors.Wait(pause);
        if (
            passwords.Verify(account, password) == PasswordVerificationResult.Failed
            || account is null
        )
        {
            guard.Failed(account?.NormalizedEmail ?? "", caller.Network);
            return account is null ? AccountErrors.LinkDead : AccountErrors.WrongPassword;
        }
        await using (var db = await dbs.WriteAsync(ct))
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (!await secrets.UseAsync(db, secret, ct))
                return AccountErrors.LinkDead;
            var row = await db.Users.SingleAsync(a => a.Id == account.Id, ct);
            row.EmailConfirmed = true;
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        guard.Succeeded(account.NormalizedEmail!);
        return new SignedIn(
            await sessions.StartAsync(account.Id, stays: false, caller.Device, ct),
            Stays: false
        );
    }

    private async Task<Account?> OwnerAsync(string secret, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await secrets.OwnerAsync(db, secret, MailTokenPurpose.ConfirmEmail, ct);
    }
}
