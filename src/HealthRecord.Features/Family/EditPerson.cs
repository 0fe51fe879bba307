using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Family;

/// <summary>Changes a person's facts. Of two editors of the same version the second is told, and nothing of the first is lost.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class EditPerson(
    HealthDbs dbs,
    PersonStore store,
    Access access,
    TimeProvider clock
)
{
    /// <param name="seen">The row version that the form was filled from.</param>
    /// <returns>The new row version.</returns>
    public async Task<Outcome<long>> RunAsync(
        Actor actor,
        PersonId person,
        PersonForm form,
        long seen,
        CancellationToken ct
    )
    {
        var reach = await access.ToAsync(actor, person, ct);
        if (reach is null || !reach.MayRead(RecordDomains.Facts))
            return FamilyErrors.NotFound;
        if (!reach.MayWrite(RecordDomains.Facts))
            return FamilyErrors.NotYours;
        try
        {
            await using var db = await dbs.WriteAsync(ct);
            if (await store.FindAsync(db, person, ct) is not { Payload: { } before } stored)
                return FamilyErrors.NotFound;
            if (stored.RowVersion != seen)
                return FamilyErrors.Changed;
            var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
            var after = form.Check(today, before);
            if (after.Error is { } refusal)
                return refusal;
            if (!await store.ReplaceAsync(db, person, seen, after.Value, ct))
                return FamilyErrors.NotFound;
            await WatchMarks.TouchAsync(db, person.Value, ct);
            // Days are cut by the zone, and ages count from the birth date.
            if (
                before.BornOn != after.Value.BornOn
                || !before.Zones.SequenceEqual(after.Value.Zones)
            )
                await DayTableMarks.AllStaleAsync(db, person.Value, ct);
            return await db.TrySaveAsync(ct) ? seen + 1 : FamilyErrors.Changed;
        }
        catch (RecordDamagedException)
        {
            return FamilyErrors.Damaged;
        }
        catch (StorageFullException)
        {
            return FamilyErrors.StorageFull;
        }
    }
}
