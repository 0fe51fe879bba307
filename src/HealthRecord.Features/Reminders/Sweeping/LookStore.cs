using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Sweeping;

/// <summary>Writes looks down: the rows of what is to be told, and when to look again, in one transaction.</summary>
/// <remarks>
/// A look counts only where the stamp is still the one that it began with, and gives the watch a new stamp itself. Of two
/// sweeps, and of a sweep and a change, exactly one is therefore written; the unique index stands behind it.
/// </remarks>
internal sealed class LookStore(HealthDbs dbs, RecipientClocks clocks)
{
    /// <returns>How many looks were written.</returns>
    public async Task<int> SaveAsync(
        IReadOnlyList<PersonLook> looks,
        Guid programme,
        DateTime now,
        CancellationToken ct
    )
    {
        var hours = await ClocksAsync(looks, ct);
        await using var db = await dbs.WriteAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var won = new List<PersonLook>(looks.Count);
        foreach (var look in looks)
            if (await WinsAsync(db, look, programme, ct))
                won.Add(look);
        await ApplyAsync(db, won, hours, now, ct);
        // Somebody recorded the same under another stamp: nothing of this is written, and the next sweep looks again.
        if (!await db.TrySaveAsync(ct))
            return 0;
        await transaction.CommitAsync(ct);
        return won.Count;
    }

    private static async Task<bool> WinsAsync(
        HealthDb db,
        PersonLook look,
        Guid programme,
        CancellationToken ct
    )
    {
        var stamp = Ids.New();
        return await db
                .DueWatches.Where(w => w.PersonId == look.Person && w.Stamp == look.SeenStamp)
                .ExecuteUpdateAsync(
                    s =>
                        s.SetProperty(w => w.LookUtc, look.NextUtc)
                            .SetProperty(w => w.ProgrammeId, programme)
                            .SetProperty(w => w.Stamp, stamp),
                    ct
                ) == 1;
    }

    private static async Task ApplyAsync(
        HealthDb db,
        List<PersonLook> won,
        IReadOnlyDictionary<Guid, RecipientClock> hours,
        DateTime now,
        CancellationToken ct
    )
    {
        var ids = won.Where(l => l.Wanted is not null).Select(l => l.Person).ToList();
        if (ids.Count == 0)
            return;
        var known = (
            await db
                .Reminders.Where(r => ids.Contains(r.PersonId) && r.Rhythm == ReminderRhythm.Weekly)
                .ToListAsync(ct)
        ).ToLookup(r => r.PersonId);
        foreach (var look in won)
            if (look.Wanted is { } wanted)
                Apply(db, look.Person, wanted, [.. known[look.Person]], hours, now);
    }

    private static void Apply(
        HealthDb db,
        Guid person,
        IReadOnlyList<WantedReminder> wanted,
        List<Reminder> known,
        IReadOnlyDictionary<Guid, RecipientClock> hours,
        DateTime now
    )
    {
        var rows = known.ToDictionary(r => (r.AccountId, Convert.ToHexString(r.CauseTag)));
        foreach (var one in wanted)
        {
            if (!rows.Remove(one.Key, out var row))
            {
                row = new Reminder
                {
                    Id = Ids.New(),
                    PersonId = person,
                    AccountId = one.Account,
                    CauseTag = one.Cause,
                    Rhythm = ReminderRhythm.Weekly,
                    CreatedUtc = now,
                    Silent = one.Silent,
                    OverUtc = now,
                };
                db.Add(row);
            }
            row.Day = one.Day;
            if (row.OverUtc is null)
                continue;
            row.OverUtc = null;
            // What was told once is not told again when it comes back, and what is silent stays so.
            if (row is { Silent: false, LetterId: null })
                row.SendUtc = hours[one.Account].NextDigest(now);
        }
        foreach (var gone in rows.Values.Where(r => r.OverUtc is null))
            (gone.OverUtc, gone.SendUtc) = (now, null);
    }

    private async Task<IReadOnlyDictionary<Guid, RecipientClock>> ClocksAsync(
        IReadOnlyList<PersonLook> looks,
        CancellationToken ct
    )
    {
        var accounts = new Dictionary<Guid, Guid>();
        foreach (var one in looks.SelectMany(l => l.Wanted ?? []))
            accounts[one.Account] = one.OwnPerson;
        if (accounts.Count == 0)
            return new Dictionary<Guid, RecipientClock>();
        await using var db = await dbs.ReadAsync(ct);
        return await clocks.OfAsync(db, accounts, ct);
    }
}
