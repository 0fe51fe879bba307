using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.SignIn;

/// <summary>Sends a link for a new password, if there is an account. Whoever asks is told the same either way.</summary>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class SendReset(
    HealthDbs dbs,
    MailSecrets secrets,
    AccountLetters letters,
    Addresses addresses,
    Rates rates,
    LimitOptions limits,
    EvenAnswer even
)
{
    private const int MostAnHour = 5;

    public async Task<Outcome<Done>> RunAsync(string? address, Caller caller, CancellationToken ct)
    {
        if (Addresses.Tidy(address) is not { } tidy)
            return AccountErrors.AddressInvalid;
        if (
            rates.Take($"sign-in {caller.Network}", limits.SignIns, TimeSpan.FromMinutes(1)) is
            { } wait
        )
            return AccountErrors.Wait(wait);
        return await even.WaitAsync<Outcome<Done>>(
            async () =>
            {
                await SendAsync(addresses.Key(tidy), ct);
                return Done.Value;
            },
            ct
        );
    }

    private async Task SendAsync(string key, CancellationToken ct)
    {
        if (rates.Take($"reset {key}", MostAnHour, TimeSpan.FromHours(1)) is not null)
            return;
        await using var db = await dbs.WriteAsync(ct);
        if (
            await db.Users.SingleOrDefaultAsync(a => a.NormalizedEmail == key, ct)
            is not { } account
        )
            return;
        await secrets.WithdrawAsync(db, account.Id, MailTokenPurpose.ResetPassword, ct);
        var secret = secrets.Add(db, account.Id, MailTokenPurpose.ResetPassword);
        await db.SaveChangesAsync(ct);
        letters.Reset(account, secret);
    }
}
