using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Accounts.SignIn;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Settings;

/// <summary>A new password ends every session, this one too, and begins a new one here.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class ChangePassword(
    HealthDbs dbs,
    OwnPassword own,
    Passwords.Passwords passwords,
    MailSecrets secrets,
    AccountLetters letters,
    SessionStore sessions
)
{
    public async Task<Outcome<SignedIn>> RunAsync(
        Actor actor,
        string? current,
        string? next,
        Caller caller,
        CancellationToken ct
    )
    {
        if (await own.RefusalAsync(actor, current, caller, ct) is { } wrong)
            return wrong;
        if (passwords.Refusal(next) is { } refusal)
            return refusal;
        Account account;
        string notMe;
        bool stays;
        await using (var db = await dbs.WriteAsync(ct))
        {
            account = await db.Users.SingleAsync(a => a.Id == actor.Account.Value, ct);
            account.PasswordHash = passwords.Hash(account, next!);
            account.SecurityStamp = Secret.New();
            notMe = secrets.Add(db, account.Id, MailTokenPurpose.EndSessions);
            stays = await db.Sessions.AnyAsync(s => s.Id == actor.Session && s.StaysSignedIn, ct);
            await db.SaveChangesAsync(ct);
        }
        await sessions.EndAsync(actor.Account, only: null, except: null, ct);
        letters.PasswordChanged(account, notMe);
        return new SignedIn(await sessions.StartAsync(account.Id, stays, caller.Device, ct), stays);
    }
}
