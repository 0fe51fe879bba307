using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Reminders.Planning;
using HealthRecord.Features.Reminders.Settings;
using HealthRecord.Features.Reminders.Store;

namespace HealthRecord.Features.Tests.Security.Probes;

/// <summary>Whom to tell is decided by who stands for the person; that something waits is told to who sees what it is made of.</summary>
internal sealed class ReminderProbes : IProbes
{
    public IEnumerable<Probe> All =>
        [
            new(typeof(ReadWaitingReminders), Need.Read, ReminderRules.Programme, WaitingAsync),
            new(typeof(ReadRelay), Need.Decide, RecordDomains.Medication, ReadRelayAsync),
            new(typeof(ChooseRelay), Need.Decide, RecordDomains.Medication, ChooseAsync),
        ];

    private static async Task<bool> WaitingAsync(Attempt a)
    {
        await using (var db = await a.Host.Get<HealthDbs>().WriteAsync(a.Ct))
        {
            db.Add(
                new Reminder
                {
                    Id = Ids.New(),
                    PersonId = a.Person.Value,
                    AccountId = a.Actor.Account.Value,
                    CauseTag = Ids.New().ToByteArray(),
                    Day = new(2026, 12, 24),
                    CreatedUtc = a.Host.Clock.GetUtcNow().UtcDateTime,
                }
            );
            await db.SaveChangesAsync(a.Ct);
        }
        return (await a.Host.Get<ReadWaitingReminders>().RunAsync(a.Actor, a.Ct)).Any(w =>
            w.Person == a.Person
        );
    }

    private static async Task<bool> ReadRelayAsync(Attempt a) =>
        (await a.Host.Get<ReadRelay>().RunAsync(a.Actor, a.Person, a.Ct)).Succeeded;

    private static async Task<bool> ChooseAsync(Attempt a) =>
        (
            await a.Host.Get<ChooseRelay>().RunAsync(a.Actor, a.Person, [a.Actor.Account], 30, a.Ct)
        ).Succeeded;
}
