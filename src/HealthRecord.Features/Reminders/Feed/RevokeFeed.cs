using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Feed;

/// <summary>Ends the private calendar address of one's own account at once.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class RevokeFeed(HealthDbs dbs, TimeProvider clock)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, CancellationToken ct)
    {
        if (actor.Scope is not null)
            return ReminderErrors.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        await db
            .CalendarFeeds.Where(f => f.AccountId == actor.Account.Value && f.RevokedUtc == null)
            .ExecuteUpdateAsync(s => s.SetProperty(f => f.RevokedUtc, now), ct);
        return Done.Value;
    }
}
