using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Sending;
using HealthRecord.Features.Reminders.Store;

namespace HealthRecord.Features.Reminders.Settings;

/// <summary>Ends reminder mails by the address in one of them, without a sign-in. Repeated, it answers the same.</summary>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class StopReminderMails(HealthDbs dbs, StopLinks links)
{
    public async Task<Outcome<Done>> RunAsync(string secret, CancellationToken ct)
    {
        await using var db = await dbs.WriteAsync(ct);
        if (await links.FindAsync(db, secret, ct) is not { } account)
            return ReminderErrors.NotFound;
        if (await db.ReminderSettings.FindAsync([account.Id], ct) is not { } row)
            db.Add(row = new ReminderSetting { AccountId = account.Id });
        row.Mail = false;
        return await db.TrySaveAsync(ct) ? Done.Value : ReminderErrors.Busy;
    }
}
