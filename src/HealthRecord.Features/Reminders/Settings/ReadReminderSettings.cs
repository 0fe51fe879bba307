using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Settings;

/// <summary>How one's own account is reminded.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class ReadReminderSettings(HealthDbs dbs, Access access)
{
    public async Task<ReminderSettingsView> RunAsync(Actor actor, CancellationToken ct)
    {
        var account = actor.Account.Value;
        var reach = await access.PersonsAsync(actor, ct);
        await using var db = await dbs.ReadAsync(ct);
        var row = await db.ReminderSettings.SingleOrDefaultAsync(s => s.AccountId == account, ct);
        var muted = await db
            .ReminderMutes.Where(m => m.AccountId == account)
            .Select(m => m.PersonId)
            .ToListAsync(ct);
        var address = await db
            .Users.Where(a => a.Id == account)
            .Select(a => a.Email)
            .SingleOrDefaultAsync(ct);
        var feed = await db
            .CalendarFeeds.Where(f => f.AccountId == account && f.RevokedUtc == null)
            .OrderByDescending(f => f.CreatedUtc)
            .FirstOrDefaultAsync(ct);
        return new(
            new(
                row?.Mail ?? true,
                RecipientClocks.HoursOf(row),
                [.. muted.Select(m => new Domain.PersonId(m))]
            ),
            address ?? "",
            feed is null ? null : new(feed.CreatedUtc, feed.LastUsedUtc),
            [.. reach.Where(ReminderRules.MayBeReminded).Select(r => r.Person)]
        );
    }
}
