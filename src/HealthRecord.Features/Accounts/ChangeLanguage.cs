using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Preferences;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts;

[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class ChangeLanguage(HealthDbs dbs, SessionStore sessions)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, string language, CancellationToken ct)
    {
        if (!LanguageChoice.IsKnown(language))
            return AccountErrors.LanguageUnknown;
        await using (var db = await dbs.WriteAsync(ct))
        {
            if (
                await db.Users.SingleOrDefaultAsync(a => a.Id == actor.Account.Value, ct)
                is not { } account
            )
                return AccountErrors.NotSignedIn;
            account.Language = language;
            await db.SaveChangesAsync(ct);
        }
        sessions.Doubt(actor.Account);
        return Done.Value;
    }
}
