using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Settings;

/// <summary>Asks for another address: nothing changes before a link sent there is followed. The old one is told at once.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class AskNewAddress(
    HealthDbs dbs,
    OwnPassword own,
    Addresses addresses,
    MailSecrets secrets,
    AccountLetters letters,
    Rates rates
)
{
    private const int MostAnHour = 5;

    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        string? address,
        string? password,
        Caller caller,
        CancellationToken ct
    )
    {
        if (Addresses.Tidy(address) is not { } tidy)
            return AccountErrors.AddressInvalid;
        if (await own.RefusalAsync(actor, password, caller, ct) is { } wrong)
            return wrong;
        if (rates.Take($"address {actor.Account}", MostAnHour, TimeSpan.FromHours(1)) is { } wait)
            return AccountErrors.Wait(wait);
        await using var db = await dbs.WriteAsync(ct);
        var account = await db.Users.SingleAsync(a => a.Id == actor.Account.Value, ct);
        var key = addresses.Key(tidy);
        if (key == account.NormalizedEmail)
            return AccountErrors.SameAddress;
        account.PendingEmail = tidy;
        await secrets.WithdrawAsync(db, account.Id, MailTokenPurpose.ChangeEmail, ct);
        var secret = secrets.Add(db, account.Id, MailTokenPurpose.ChangeEmail);
        var notMe = secrets.Add(db, account.Id, MailTokenPurpose.EndSessions);
        var other = await db.Users.SingleOrDefaultAsync(a => a.NormalizedEmail == key, ct);
        await db.SaveChangesAsync(ct);
        // That somebody has this address already is told to that somebody, not to who typed it.
        if (other is null)
            letters.ConfirmNewAddress(account, secret);
        else
            letters.AlreadyThere(other.Email!, other.Language);
        letters.AddressAsked(account, notMe);
        return Done.Value;
    }
}
