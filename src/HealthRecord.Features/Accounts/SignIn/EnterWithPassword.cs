using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.SignIn;

internal sealed record SignInForm(string? Address, string? Password, bool Stays);

/// <summary>Signs in with a password. One refusal for everything: wrong, unknown and not yet confirmed sound alike.</summary>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class EnterWithPassword(
    HealthDbs dbs,
    Passwords.Passwords passwords,
    Addresses addresses,
    GuessGuard guard,
    SendConfirmation confirmation,
    SessionStore sessions,
    Rates rates,
    LimitOptions limits
)
{
    public async Task<Outcome<SignedIn>> RunAsync(
        SignInForm form,
        Caller caller,
        CancellationToken ct
    )
    {
        if (
            rates.Take($"sign-in {caller.Network}", limits.SignIns, TimeSpan.FromMinutes(1)) is
            { } wait
        )
            return AccountErrors.Wait(wait);
        var key = addresses.Key((form.Address ?? "").Trim());
        if (guard.Wait(key, caller.Network) is { } pause)
            return AccountErrors.Wait(pause);
        var account = await FindAsync(key, ct);
        var verified = passwords.Verify(account, form.Password);
        if (
            account is null
            || verified == PasswordVerificationResult.Failed
            || !account.EmailConfirmed
        )
        {
            // Whoever knows the password of an unconfirmed account is its maker: the link is sent again, by mail only.
            if (
                account is { EmailConfirmed: false }
                && verified != PasswordVerificationResult.Failed
            )
                await confirmation.SendAsync(account.Id, ct);
            guard.Failed(key, caller.Network);
            return AccountErrors.SignInRefused;
        }
        guard.Succeeded(key);
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
            await RehashAsync(account.Id, form.Password!, ct);
        var secret = await sessions.StartAsync(account.Id, form.Stays, caller.Device, ct);
        return new SignedIn(secret, form.Stays);
    }

    private async Task<Account?> FindAsync(string key, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await db.Users.SingleOrDefaultAsync(a => a.NormalizedEmail == key, ct);
    }

    private async Task RehashAsync(Guid id, string password, CancellationToken ct)
    {
        await using var db = await dbs.WriteAsync(ct);
        var account = await db.Users.SingleAsync(a => a.Id == id, ct);
        account.PasswordHash = passwords.Hash(account, password);
        await db.TrySaveAsync(ct);
    }
}
