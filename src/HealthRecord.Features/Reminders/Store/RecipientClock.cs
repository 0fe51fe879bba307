using HealthRecord.Domain.Reminders;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Store;

/// <summary>The hours of one recipient, on the wall clock where they live.</summary>
internal sealed record RecipientClock(bool Mail, ReminderHours Hours, ZoneTimeline Zones)
{
    public DateTime NextDigest(DateTime afterUtc) => Hours.NextDigest(Zones, afterUtc);

    public DateTime Awake(DateTime utc) => Hours.Awake(Zones, utc);

    public DateOnly WeekOf(DateTime utc) => ReminderHours.WeekOf(Zones, utc);
}

/// <summary>Reads the hours of recipients: their settings, and the zones of their own persons.</summary>
internal sealed class RecipientClocks(PersonStore persons, PersonKeys keys)
{
    private static readonly ReminderSetting Usual = new();

    public static ReminderHours HoursOf(ReminderSetting? row) =>
        (row ?? Usual) is { } s
            ? new(s.DigestDay, s.DigestHour, s.QuietFrom, s.QuietTo)
            : ReminderHours.Usual;

    /// <param name="accounts">With the person that each is.</param>
    public async Task<IReadOnlyDictionary<Guid, RecipientClock>> OfAsync(
        HealthDb db,
        IReadOnlyDictionary<Guid, Guid> accounts,
        CancellationToken ct
    )
    {
        var ids = accounts.Keys.ToList();
        var rows = await db
            .ReminderSettings.AsNoTracking()
            .Where(s => ids.Contains(s.AccountId))
            .ToDictionaryAsync(s => s.AccountId, ct);
        await keys.WarmAsync(accounts.Values, ct);
        var own = await persons.ManyAsync(
            db,
            accounts.Values.Select(p => new Domain.PersonId(p)),
            ct
        );
        return accounts.ToDictionary(
            a => a.Key,
            a => new RecipientClock(
                rows.GetValueOrDefault(a.Key)?.Mail ?? true,
                HoursOf(rows.GetValueOrDefault(a.Key)),
                own.GetValueOrDefault(new(a.Value))?.Payload?.Timeline() ?? PersonZone.Usual
            )
        );
    }
}
