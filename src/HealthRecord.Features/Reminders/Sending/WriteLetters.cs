using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Sending;

/// <summary>Puts reminders whose hour has come into letters, one for each recipient; recorded before anything is sent.</summary>
/// <remarks>A reminder is taken into a letter once, and a week has one digest: two who write at once are told apart by the rows.</remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class WriteLetters(HealthDbs dbs, RecipientClocks clocks, TimeProvider clock)
{
    private const int AtOnce = 100;

    public async Task RunAsync(CancellationToken ct)
    {
        List<Guid> accounts;
        await using (var db = await dbs.ReadAsync(ct))
        {
            var now = clock.GetUtcNow().UtcDateTime;
            accounts = [.. (await Due(db, now).ToListAsync(ct)).Distinct()];
        }
        foreach (var some in accounts.Chunk(AtOnce))
            if (!await TryAsync(some, ct))
                // Somebody else wrote one of them: each for itself.
                foreach (var one in some)
                    await TryAsync([one], ct);
    }

    /// <summary>A range of the index on the hours. Told to be distinct, the database would walk all recipients there are.</summary>
    internal static IQueryable<Guid> Due(HealthDb db, DateTime now) =>
        db.Reminders.Where(r => r.SendUtc <= now).OrderBy(r => r.SendUtc).Select(r => r.AccountId);

    private async Task<bool> TryAsync(Guid[] accounts, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var plans = await PlansAsync(accounts, now, ct);
        await using var db = await dbs.WriteAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.AddRange(plans.Where(p => p.Letter is not null).Select(p => p.Letter!));
        if (!await db.TrySaveAsync(ct))
            return false;
        foreach (var plan in plans)
            if (!await ApplyAsync(db, plan, ct))
                return false;
        await transaction.CommitAsync(ct);
        return true;
    }

    private async Task<List<Plan>> PlansAsync(Guid[] accounts, DateTime now, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        var rows = await db
            .Reminders.Where(r => r.SendUtc <= now && accounts.Contains(r.AccountId))
            // Of somebody who is about to be looked at nothing is said before: it may have been done meanwhile.
            .Where(r => !db.DueWatches.Any(w => w.PersonId == r.PersonId && w.LookUtc <= now))
            .ToListAsync(ct);
        var owners = await db
            .Users.Where(a => accounts.Contains(a.Id))
            .Select(a => new
            {
                a.Id,
                a.OwnPersonId,
                CanBeWrittenTo = a.Email != null && a.EmailConfirmed,
            })
            .ToDictionaryAsync(a => a.Id, ct);
        var hours = await clocks.OfAsync(
            db,
            owners.ToDictionary(a => a.Key, a => a.Value.OwnPersonId),
            ct
        );
        var muted = (
            await db.ReminderMutes.Where(m => accounts.Contains(m.AccountId)).ToListAsync(ct)
        )
            .Select(m => (m.AccountId, m.PersonId))
            .ToHashSet();
        var plans = new List<Plan>();
        foreach (var own in rows.GroupBy(r => r.AccountId))
        {
            var wanted =
                hours.TryGetValue(own.Key, out var clockOf)
                && clockOf.Mail
                && owners[own.Key].CanBeWrittenTo;
            var told = own.ToLookup(r =>
                wanted && !muted.Contains((r.AccountId, r.PersonId)) && !(r.UntilUtc <= now)
            );
            if (told[false].Any())
                plans.Add(new(null, Ids(told[false]), null));
            foreach (var rhythm in told[true].GroupBy(r => r.Rhythm))
                plans.Add(await PlanAsync(db, own.Key, clockOf!, rhythm, now, ct));
        }
        return plans;
    }

    private static async Task<Plan> PlanAsync(
        HealthDb db,
        Guid account,
        RecipientClock hours,
        IGrouping<ReminderRhythm, Reminder> rows,
        DateTime now,
        CancellationToken ct
    )
    {
        var ids = Ids(rows);
        var awake = hours.Awake(now);
        if (awake > now)
            return new(null, ids, awake);
        DateOnly? week = rows.Key == ReminderRhythm.Weekly ? hours.WeekOf(now) : null;
        if (
            week is { } monday
            && await db.ReminderLetters.AnyAsync(
                l => l.AccountId == account && l.Week == monday,
                ct
            )
        )
            return new(null, ids, NextWeek(hours, now, monday));
        return new(
            new ReminderLetter
            {
                Id = Platform.Data.Ids.New(),
                AccountId = account,
                Week = week,
                CreatedUtc = now,
                NextTryUtc = now,
            },
            ids,
            null
        );
    }

    private static DateTime NextWeek(RecipientClock hours, DateTime now, DateOnly monday)
    {
        var at = hours.NextDigest(now);
        while (hours.WeekOf(at) == monday)
            at = hours.NextDigest(at);
        return at;
    }

    private static async Task<bool> ApplyAsync(HealthDb db, Plan plan, CancellationToken ct)
    {
        var letter = plan.Letter?.Id;
        var taken = await db
            .Reminders.Where(r =>
                plan.Reminders.Contains(r.Id) && r.SendUtc != null && r.LetterId == null
            )
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(r => r.SendUtc, plan.LaterUtc)
                        .SetProperty(r => r.LetterId, letter),
                ct
            );
        // None was left for this letter: it is not written.
        return letter is null || taken > 0;
    }

    private static List<Guid> Ids(IEnumerable<Reminder> rows) => [.. rows.Select(r => r.Id)];

    /// <param name="Letter">Null when they are put off, or not sent at all.</param>
    private sealed record Plan(ReminderLetter? Letter, List<Guid> Reminders, DateTime? LaterUtc);
}
