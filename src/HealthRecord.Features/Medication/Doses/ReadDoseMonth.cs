using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Medication.Doses;

/// <summary>What was ticked in one month, newest first.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadDoseMonth(
    HealthDbs dbs,
    EntryStore store,
    PersonFactsReader facts,
    Access access,
    TimeProvider clock
)
{
    /// <param name="before">The newest month before this one that has ticks; null begins with this month.</param>
    public async Task<Outcome<DoseMonth>> RunAsync(
        Actor actor,
        PersonId person,
        int? before,
        CancellationToken ct
    )
    {
        if (!await access.MayReadAsync(actor, person, Dose.Type.Domain, ct))
            return BookErrors.NotFound;
        try
        {
            var zones = (await facts.GetAsync(person, ct)).ZonesOrUsual();
            var today = zones.DayOf(clock.GetUtcNow().UtcDateTime);
            await using var db = await dbs.ReadAsync(ct);
            var month = before is null
                ? (today.Year * 100) + today.Month
                : await store.MonthBeforeAsync(db, person, Dose.Type, before.Value, ct);
            if (month is not { } shown)
                return new DoseMonth(before ?? 0, [], zones, false);
            var ticks = await store.ReadMonthAsync(db, person, Dose.Type, shown, ct);
            return new DoseMonth(
                shown,
                [
                    .. ticks
                        .Entries.Select(e => new DoseLine(e.Id, e.RowVersion, e.Payload))
                        .OrderByDescending(e => e.Payload.Day)
                        .ThenByDescending(e => e.Payload.At),
                ],
                zones,
                await store.MonthBeforeAsync(db, person, Dose.Type, shown, ct) is not null
            );
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
    }
}

/// <param name="Month">Year × 100 + month.</param>
internal sealed record DoseMonth(
    int Month,
    IReadOnlyList<DoseLine> Doses,
    ZoneTimeline Zones,
    bool HasBefore
);
