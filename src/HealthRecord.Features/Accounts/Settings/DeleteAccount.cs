using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Operations;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Settings;

/// <summary>
/// Deletes the account and erases its person, and those whom nobody else looks after. At once: the keys go first, so that
/// backups close with them.
/// </summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class DeleteAccount(
    HealthDbs dbs,
    OwnPassword own,
    LeftAlone leftAlone,
    ErasePerson erase,
    SessionStore sessions,
    AccountLetters letters
)
{
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        string? password,
        Caller caller,
        CancellationToken ct
    )
    {
        if (await own.RefusalAsync(actor, password, caller, ct) is { } wrong)
            return wrong;
        var alone = await leftAlone.RunAsync(actor, ct);
        Account account;
        await using (var db = await dbs.ReadAsync(ct))
            account = await db.Users.SingleAsync(a => a.Id == actor.Account.Value, ct);
        await sessions.EndAsync(actor.Account, only: null, except: null, ct);
        // From here on it is finished even when the browser is gone: half an erasure helps nobody.
        foreach (var ward in alone)
            await erase.RunAsync(ward.Person, CancellationToken.None);
        await erase.RunAsync(actor.OwnPerson, CancellationToken.None);
        letters.Deleted(account.Email!, account.Language);
        return Done.Value;
    }
}
