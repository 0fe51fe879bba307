using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Store;

namespace HealthRecord.Features.Reminders.Planning;

/// <summary>Says whom to tell when something planned for a person was not done, and after how long; nobody ends it.</summary>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class ChooseRelay(
    HealthDbs dbs,
    EntryStore store,
    Access access,
    TimeProvider clock
)
{
    /// <param name="accounts">In the order in which they are tried; only those who may be reminded of the person count.</param>
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        IReadOnlyList<AccountId> accounts,
        int delayMinutes,
        CancellationToken ct
    )
    {
        if (
            !await access.MayGrantAsync(actor, person, ct)
            || !await access.MayWriteAsync(actor, person, RecordDomains.Medication, ct)
        )
            return ReminderErrors.NotFound;
        if (accounts.Count > 0 && !RelayChoice.Delays.Contains(delayMinutes))
            return ReminderErrors.DelayUnknown;
        await using var db = await dbs.WriteAsync(ct);
        var whom = await ReminderRecipients.OfAsync(
            db,
            [person.Value],
            clock.GetUtcNow().UtcDateTime,
            ct
        );
        var can = (whom.GetValueOrDefault(person.Value) ?? RecipientsOfPerson.None)
            .Now.Where(r => r.Access.MayRead(RecordDomains.Medication))
            .Select(r => r.Account)
            .ToHashSet();
        if (!accounts.All(can.Contains))
            return ReminderErrors.NotFound;
        var choice = new RelayChoice
        {
            Accounts = [.. accounts.Select(a => a.Value)],
            DelayMinutes = accounts.Count == 0 ? 0 : delayMinutes,
        };
        if (await store.FindAsync(db, person, RelayChoice.Type, RelayChoice.Key, ct) is { } before)
            await store.UpdateAsync(db, RelayChoice.Type, before with { Payload = choice }, ct);
        else
            await store.AddAsync(db, person, RelayChoice.Type, choice, ct, RelayChoice.Key);
        return await db.TrySaveAsync(ct) ? Done.Value : ReminderErrors.Busy;
    }
}
