using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Settings;

/// <summary>Changes how one's own account is reminded, and moves what waits to the new hours.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class SaveReminderSettings(
    HealthDbs dbs,
    RecipientClocks clocks,
    Access access,
    TimeProvider clock
)
{
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        ReminderSettingsForm form,
        CancellationToken ct
    )
    {
        // A token changes nothing of how its owner is reached.
        if (actor.Scope is not null)
            return ReminderErrors.NotFound;
        if (!form.Hours.IsSound)
            return ReminderErrors.HoursUnknown;
        var mine = (await access.PersonsAsync(actor, ct)).Select(r => r.Person.Value).ToHashSet();
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        var account = actor.Account.Value;
        var own = new Dictionary<Guid, Guid> { [account] = actor.OwnPerson.Value };
        var zones = (await clocks.OfAsync(db, own, ct))[account].Zones;
        if (await db.ReminderSettings.FindAsync([account], ct) is not { } row)
            db.Add(row = new ReminderSetting { AccountId = account });
        row.Mail = form.Mail;
        (row.DigestDay, row.DigestHour) = (form.Hours.DigestDay, form.Hours.DigestHour);
        (row.QuietFrom, row.QuietTo) = (form.Hours.QuietFrom, form.Hours.QuietTo);
        var muted = await db.ReminderMutes.Where(m => m.AccountId == account).ToListAsync(ct);
        var wanted = form.Muted.Select(p => p.Value).Where(mine.Contains).ToHashSet();
        db.RemoveRange(muted.Where(m => !wanted.Contains(m.PersonId)));
        db.AddRange(
            wanted
                .Except(muted.Select(m => m.PersonId))
                .Select(p => new ReminderMute { AccountId = account, PersonId = p })
        );
        var next = form.Hours.NextDigest(zones, now);
        foreach (
            var waiting in await db
                .Reminders.Where(r =>
                    r.AccountId == account && r.Rhythm == ReminderRhythm.Weekly && r.SendUtc != null
                )
                .ToListAsync(ct)
        )
            waiting.SendUtc = next;
        return await db.TrySaveAsync(ct) ? Done.Value : ReminderErrors.Busy;
    }
}
