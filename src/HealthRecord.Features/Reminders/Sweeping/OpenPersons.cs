using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Sweeping;

/// <summary>Opens the persons of one batch: what many share is asked once.</summary>
internal sealed class OpenPersons(HealthDbs dbs, PersonKeys keys, PersonProgramme programmes)
{
    private static readonly TimeSpan Damaged = TimeSpan.FromDays(1);

    /// <returns>The persons that can be read, and a look at each that cannot.</returns>
    public async Task<(List<OpenedPerson> Opened, List<PersonLook> Others)> AtAsync(
        IReadOnlyList<DueWatch> watches,
        DateTime now,
        CancellationToken ct
    )
    {
        var ids = watches.Select(w => w.PersonId).ToList();
        await using var db = await dbs.ReadAsync(ct);
        var rows = await db.Persons.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        var recipients = await ReminderRecipients.OfAsync(db, ids, now, ct);
        await keys.WarmAsync(ids, ct);
        var opened = new List<OpenedPerson>(watches.Count);
        var others = new List<PersonLook>();
        foreach (var watch in watches)
        {
            if (!rows.TryGetValue(watch.PersonId, out var row))
                continue;
            var whom = recipients.GetValueOrDefault(watch.PersonId) ?? RecipientsOfPerson.None;
            try
            {
                if (await programmes.OpenAsync(db, row, ct) is { } told)
                    opened.Add(new(watch, await keys.GetAsync(row.Id, ct), told, whom));
                else
                    // A birth date that is written down later asks for a new look itself.
                    others.Add(new(watch.PersonId, watch.Stamp, ReminderRules.Never, []));
            }
            catch (RecordDamagedException)
            {
                // It was counted and logged where it was found. It may be mended from a backup.
                others.Add(new(watch.PersonId, watch.Stamp, now + Damaged, null));
            }
            catch (KeysGoneException)
            {
                others.Add(new(watch.PersonId, watch.Stamp, ReminderRules.Never, null));
            }
        }
        return (opened, others);
    }
}
