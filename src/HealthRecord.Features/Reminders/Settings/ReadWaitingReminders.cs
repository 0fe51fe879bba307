using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Settings;

/// <param name="First">The earliest day that one of them is about.</param>
internal sealed record WaitingReminders(PersonId Person, int Count, DateOnly First);

/// <summary>Of whom there is something to look at, for the reader; what was never mailed too.</summary>
[UseCaseAccess(UseCaseRule.GrantedPersons)]
internal sealed class ReadWaitingReminders(HealthDbs dbs, Access access)
{
    public async Task<IReadOnlyList<WaitingReminders>> RunAsync(Actor actor, CancellationToken ct)
    {
        var seen = (await access.PersonsAsync(actor, ct))
            .Where(r => r.MayRead(ReminderRules.Programme))
            .Select(r => r.Person.Value)
            .ToList();
        await using var db = await dbs.ReadAsync(ct);
        var account = actor.Account.Value;
        var waiting = await db
            .Reminders.Where(r =>
                r.AccountId == account
                && seen.Contains(r.PersonId)
                && r.OverUtc == null
                && r.Rhythm == ReminderRhythm.Weekly
            )
            .GroupBy(r => r.PersonId)
            .Select(g => new
            {
                g.Key,
                Count = g.Count(),
                First = g.Min(r => r.Day),
            })
            .ToListAsync(ct);
        return
        [
            .. waiting
                .OrderBy(w => w.First)
                .ThenBy(w => w.Key)
                .Select(w => new WaitingReminders(new(w.Key), w.Count, w.First)),
        ];
    }
}
