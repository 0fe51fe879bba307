using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Planning;

/// <summary>Takes back what was planned, because there is nothing to remind of any more: for everybody it was planned for.</summary>
/// <remarks>Also of a letter that is written and has not left: each try reads its reminders anew.</remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class WithdrawReminder(HealthDbs dbs, PersonKeys keys, TimeProvider clock)
{
    public async Task RunAsync(PersonId person, string cause, CancellationToken ct)
    {
        var tag = ReminderRules.Cause(await keys.GetAsync(person.Value, ct), cause);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        await db
            .Reminders.Where(r =>
                r.PersonId == person.Value && r.CauseTag == tag && r.OverUtc == null
            )
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(r => r.OverUtc, now).SetProperty(r => r.SendUtc, (DateTime?)null),
                ct
            );
    }
}
