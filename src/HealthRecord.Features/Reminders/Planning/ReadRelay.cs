using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Store;

namespace HealthRecord.Features.Reminders.Planning;

/// <param name="Whom">Who may be told of the person, by the names of their own persons.</param>
/// <param name="Chosen">The first who is told; null for nobody.</param>
internal sealed record RelayView(
    IReadOnlyList<RelayCarer> Whom,
    AccountId? Chosen,
    int DelayMinutes
);

internal sealed record RelayCarer(AccountId Account, string Name);

/// <summary>Whom to tell when something planned for a person was not done.</summary>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class ReadRelay(
    HealthDbs dbs,
    EntryStore store,
    PersonStore persons,
    Access access,
    TimeProvider clock
)
{
    public async Task<Outcome<RelayView>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        if (
            !await access.MayGrantAsync(actor, person, ct)
            || !await access.MayReadAsync(actor, person, RecordDomains.Medication, ct)
        )
            return ReminderErrors.NotFound;
        await using var db = await dbs.ReadAsync(ct);
        var choice = (
            await store.FindAsync(db, person, RelayChoice.Type, RelayChoice.Key, ct)
        )?.Payload;
        var whom = await ReminderRecipients.OfAsync(
            db,
            [person.Value],
            clock.GetUtcNow().UtcDateTime,
            ct
        );
        var can = (whom.GetValueOrDefault(person.Value) ?? RecipientsOfPerson.None)
            .Now.Where(r => r.Access.MayRead(RecordDomains.Medication))
            .ToList();
        var names = await persons.ManyAsync(db, can.Select(r => r.OwnPerson), ct);
        return new RelayView(
            [
                .. can.Select(r => new RelayCarer(
                    r.Account,
                    names.GetValueOrDefault(r.OwnPerson)?.Payload?.Name ?? ""
                )),
            ],
            choice is { DelayMinutes: > 0, Accounts: [var first, ..] } ? new(first) : null,
            choice is { DelayMinutes: > 0 } ? choice.DelayMinutes : RelayChoice.Delays[1]
        );
    }
}
