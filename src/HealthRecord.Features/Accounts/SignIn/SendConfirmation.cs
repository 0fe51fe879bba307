using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.SignIn;

/// <summary>Sends the link that confirms an address again. Whoever asks is told the same, account or not.</summary>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class SendConfirmation(
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
                if (await FindAsync(addresses.Key(tidy), ct) is { } account)
                    await SendAsync(account, ct);
                return Done.Value;
            },
            ct
        );
    }

    internal async Task SendAsync(Guid id, CancellationToken ct)
    {
        // Nobody's mailbox is filled by a stranger's clicks.
        if (rates.Take($"confirmation {id}", MostAnHour, TimeSpan.FromHours(1)) is not null)
            return;
        await using var db = await dbs.WriteAsync(ct);
        var account = await db.Users.SingleAsync(a => a.Id == id, ct);
        await secrets.WithdrawAsync(db, id, MailTokenPurpose.ConfirmEmail, ct);
        var secret = secrets.Add(db, id, MailTokenPurpose.ConfirmEmail);
        await db.SaveChangesAsync(ct);
        letters.Confirm(account, secret);
    }

    private async Task<Guid?> FindAsync(string key, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        var account = await db.Users.SingleOrDefaultAsync(
            a => a.NormalizedEmail == key && !a.EmailConfirmed,
            ct
        );
        return account?.Id;
    }
}
