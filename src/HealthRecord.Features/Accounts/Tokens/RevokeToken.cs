using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Tokens;

[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class RevokeToken(HealthDbs dbs, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, Guid token, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        var revoked = await db
            .ApiTokens.Where(t =>
                t.Id == token && t.AccountId == actor.Account.Value && t.RevokedUtc == null
            )
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.RevokedUtc, now), ct);
        return revoked == 1 ? Done.Value : AccountErrors.NotFound;
    }
}
