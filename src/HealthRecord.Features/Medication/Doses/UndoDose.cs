using HealthRecord.Domain;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Medication.Doses;

/// <summary>Takes a tick back. One that somebody else took back already is taken back.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class UndoDose(HealthDbs dbs, EntryStore store, Access access)
{
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        DoseLine seen,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(Dose.Type.Domain)
        )
            return BookErrors.NotFound;
        if (!may.MayWrite(Dose.Type.Domain))
            return BookErrors.NotYours;
        try
        {
            await using var db = await dbs.WriteAsync(ct);
            var stored = new StoredEntry<Dose>(
                seen.Id,
                person,
                seen.Version,
                seen.Payload,
                seen.Payload.NaturalKey,
                seen.Payload.Month
            );
            if (!await store.RemoveAsync(db, Dose.Type, stored, ct))
                return Done.Value;
            return await db.TrySaveAsync(ct) ? Done.Value : BookErrors.Changed;
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
        catch (StorageFullException)
        {
            return BookErrors.StorageFull;
        }
    }
}
