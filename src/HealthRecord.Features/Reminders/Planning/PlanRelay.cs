using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Planning;

/// <summary>Tells the next carer, after the delay that was chosen, that something planned was not done.</summary>
/// <remarks>
/// It is no alarm. The caller plans it as soon as it knows when something is due, and withdraws it
/// (<see cref="WithdrawAsync"/>) when it is done. Whoever cannot be told by mail is passed over.
/// </remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class PlanRelay(
    HealthDbs dbs,
    EntryStore store,
    PlanReminder plan,
    WithdrawReminder withdraw,
    TimeProvider clock
)
{
    /// <summary>Told later than this, nobody can do anything about it any more.</summary>
    private static readonly TimeSpan Useful = TimeSpan.FromHours(6);

    /// <param name="cause">What was planned, in the caller's words.</param>
    /// <param name="dueUtc">When it was due: the delay begins here.</param>
    /// <param name="day">The person's local day.</param>
    /// <returns>Whether anybody will be told.</returns>
    public async Task<bool> RunAsync(
        PersonId person,
        string cause,
        DateTime dueUtc,
        DateOnly day,
        CancellationToken ct
    )
    {
        if (await NextAsync(person, ct) is not var (account, delay))
            return false;
        var at = dueUtc + delay;
        return await plan.RunAsync(
                person,
                new(
                    Cause(cause),
                    at,
                    at + Useful,
                    day,
                    RecordDomains.Medication,
                    ReminderAudience.GuardiansAndCarers,
                    account
                ),
                ct
            ) > 0;
    }

    public Task WithdrawAsync(PersonId person, string cause, CancellationToken ct) =>
        withdraw.RunAsync(person, Cause(cause), ct);

    private static string Cause(string cause) => $"relay/{cause}";

    private async Task<(AccountId Account, TimeSpan Delay)?> NextAsync(
        PersonId person,
        CancellationToken ct
    )
    {
        await using var db = await dbs.ReadAsync(ct);
        if (
            await store.FindAsync(db, person, RelayChoice.Type, RelayChoice.Key, ct)
            is not { Payload: { DelayMinutes: > 0 } choice }
        )
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var whom = await ReminderRecipients.OfAsync(db, [person.Value], now, ct);
        var can = (whom.GetValueOrDefault(person.Value) ?? RecipientsOfPerson.None)
            .Now.Where(r => r.Access.MayRead(RecordDomains.Medication))
            .Select(r => r.Account.Value)
            .ToHashSet();
        var deaf = await db
            .Users.Where(a =>
                choice.Accounts.Contains(a.Id)
                && (
                    !a.EmailConfirmed
                    || db.ReminderSettings.Any(s => s.AccountId == a.Id && !s.Mail)
                    || db.ReminderMutes.Any(m => m.AccountId == a.Id && m.PersonId == person.Value)
                )
            )
            .Select(a => a.Id)
            .ToListAsync(ct);
        var next = choice.Accounts.FirstOrDefault(a => can.Contains(a) && !deaf.Contains(a));
        return next == Guid.Empty
            ? null
            : (new AccountId(next), TimeSpan.FromMinutes(choice.DelayMinutes));
    }
}
