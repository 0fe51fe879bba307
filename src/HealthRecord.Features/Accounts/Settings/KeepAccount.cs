using HealthRecord.Domain;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Settings;

/// <summary>Takes back, until it is due, that the account is to be deleted. Whoever was told is told again.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class KeepAccount(
    HealthDbs dbs,
    LastGuardian guardians,
    ErasureLetters letters,
    TimeProvider clock
)
{
    /// <remarks>Repeated, it answers the same.</remarks>
    public async Task<Outcome<Done>> RunAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Scope is not null)
            return AccountErrors.NotSignedIn;
        var now = clock.GetUtcNow().UtcDateTime;
        List<Reader> others;
        Reader self;
        await using (var db = await dbs.WriteAsync(ct))
        {
            var kept = await db
                .Users.Where(a => a.Id == actor.Account.Value && now < a.EraseAfterUtc)
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.EraseAfterUtc, (DateTime?)null), ct);
            var account = await db.Users.SingleOrDefaultAsync(a => a.Id == actor.Account.Value, ct);
            if (account is null || account.EraseAfterUtc is not null)
                return AccountErrors.TooLate;
            if (kept == 0)
                return Done.Value;
            self = new Reader(account.Id, account.Email ?? "", account.Language);
            var alone = await guardians.OfAsync(db, actor.Account, ct);
            others = await DeleteAccount.OthersAsync(db, actor, alone, now, ct);
        }
        letters.AccountKept(self);
        others.ForEach(letters.PersonKept);
        return Done.Value;
    }
}
