using HealthRecord.Domain;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Feed;

/// <summary>Makes the private calendar address of one's own account, in the place of an earlier one. It is shown once.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class CreateFeed(HealthDbs dbs, PublicAddress address, TimeProvider clock)
{
    public async Task<Outcome<string>> RunAsync(Actor actor, CancellationToken ct)
    {
        // A token that could make an address would outlive itself.
        if (actor.Scope is not null)
            return ReminderErrors.NotFound;
        var secret = Secret.New();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        foreach (
            var before in await db
                .CalendarFeeds.Where(f =>
                    f.AccountId == actor.Account.Value && f.RevokedUtc == null
                )
                .ToListAsync(ct)
        )
            before.RevokedUtc = now;
        db.Add(
            new CalendarFeed
            {
                Id = Ids.New(clock),
                AccountId = actor.Account.Value,
                SecretHash = Secret.Hash(secret),
                CreatedUtc = now,
            }
        );
        return await db.TrySaveAsync(ct)
            ? address.To($"/calendrier/{secret}.ics")
            : ReminderErrors.Busy;
    }
}
