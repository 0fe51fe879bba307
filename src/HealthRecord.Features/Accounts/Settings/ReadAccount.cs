using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Settings;

internal sealed record AccountView(
    string Name,
    string Address,
    string? PendingAddress,
    string Language
);

[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class ReadAccount(HealthDbs dbs, PersonStore persons)
{
    public async Task<Outcome<AccountView>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        if (
            await db.Users.SingleOrDefaultAsync(a => a.Id == actor.Account.Value, ct)
            is not { } account
        )
            return AccountErrors.NotSignedIn;
        var person = await persons.FindAsync(db, actor.OwnPerson, ct);
        return new AccountView(
            person?.Payload?.Name ?? "",
            account.Email ?? "",
            account.PendingEmail,
            account.Language
        );
    }
}
