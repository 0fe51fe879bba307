using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Planning;

/// <summary>Plans a reminder on its own day, for another feature: one row for each recipient and cause, however often it is asked.</summary>
/// <remarks>
/// Asked again with another time, what was not sent yet moves. The caller has asked for the rights of whoever caused it; who
/// is told follows from the grants, now and once more when it is sent.
/// </remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class PlanReminder(HealthDbs dbs, PersonKeys keys, TimeProvider clock)
{
    private const int Tries = 3;

    /// <returns>How many recipients it is planned for.</returns>
    public async Task<int> RunAsync(PersonId person, PlannedReminder planned, CancellationToken ct)
    {
        var cause = ReminderRules.Cause(await keys.GetAsync(person.Value, ct), planned.Cause);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await using var db = await dbs.WriteAsync(ct);
            var now = clock.GetUtcNow().UtcDateTime;
            var accounts = await AccountsAsync(db, person, planned, now, ct);
            var rows = await db
                .Reminders.Where(r => r.PersonId == person.Value && r.CauseTag == cause)
                .ToDictionaryAsync(r => r.AccountId, ct);
            foreach (var account in accounts)
                Plan(db, person, account, cause, planned, rows.GetValueOrDefault(account), now);
            if (await db.TrySaveAsync(ct))
                return accounts.Count;
        }
        throw new TimeoutException("Others plan the same reminder again and again.");
    }

    private static void Plan(
        HealthDb db,
        PersonId person,
        Guid account,
        byte[] cause,
        PlannedReminder planned,
        Reminder? row,
        DateTime now
    )
    {
        if (row is null)
            db.Add(
                row = new Reminder
                {
                    Id = Ids.New(),
                    PersonId = person.Value,
                    AccountId = account,
                    CauseTag = cause,
                    Rhythm = ReminderRhythm.OnTheDay,
                    CreatedUtc = now,
                }
            );
        // It left, or is on its way: nothing is told twice.
        if (row.LetterId is not null)
            return;
        row.Day = planned.Day;
        row.SendUtc = planned.AtUtc;
        row.UntilUtc = planned.UntilUtc;
        row.OverUtc = null;
    }

    private static async Task<List<Guid>> AccountsAsync(
        HealthDb db,
        PersonId person,
        PlannedReminder planned,
        DateTime now,
        CancellationToken ct
    )
    {
        var whom = await ReminderRecipients.OfAsync(db, [person.Value], now, ct);
        return
        [
            .. (whom.GetValueOrDefault(person.Value) ?? RecipientsOfPerson.None)
                .Now.Where(r => r.Access.MayRead(planned.Needs | ReminderRules.Least))
                .Where(r =>
                    planned.Only is { } only
                        ? r.Account == only
                        : planned.Audience == ReminderAudience.GuardiansAndCarers
                            || r.Access.Role != GrantRole.Carer
                )
                .Select(r => r.Account.Value),
        ];
    }
}
