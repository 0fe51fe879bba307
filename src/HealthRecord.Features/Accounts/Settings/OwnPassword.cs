using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Settings;

/// <summary>Asks the password again before the way in is changed or everything is deleted.</summary>
internal sealed class OwnPassword(HealthDbs dbs, Passwords.Passwords passwords, GuessGuard guard)
{
    /// <summary>Null when it is right. An open page left alone must not allow more guesses than the sign-in page.</summary>
    public async Task<Error?> RefusalAsync(
        Actor actor,
        string? password,
        Caller caller,
        CancellationToken ct
    )
    {
        Account? account;
        await using (var db = await dbs.ReadAsync(ct))
            account = await db.Users.SingleOrDefaultAsync(a => a.Id == actor.Account.Value, ct);
        if (account is null || actor.Session is null)
            return AccountErrors.NotSignedIn;
        if (guard.Wait(account.NormalizedEmail!, caller.Network) is { } wait)
            return AccountErrors.Wait(wait);
        if (passwords.Verify(account, password) != PasswordVerificationResult.Failed)
        {
            guard.Succeeded(account.NormalizedEmail!);
            return null;
        }
        guard.Failed(account.NormalizedEmail!, caller.Network);
        return AccountErrors.WrongPassword;
    }
}
