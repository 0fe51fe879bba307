using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>Ends an address at once. What was left there stays imported.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class RevokeUploadLink(HealthDbs dbs, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, Guid link, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        var revoked = await db
            .UploadLinks.Where(l =>
                l.Id == link && l.AccountId == actor.Account.Value && l.RevokedUtc == null
            )
            .ExecuteUpdateAsync(s => s.SetProperty(l => l.RevokedUtc, now), ct);
        return revoked == 1 ? Done.Value : ImportErrors.LinkNotFound;
    }
}
