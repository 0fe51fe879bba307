using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.HealthBook;

/// <summary>Takes a line out of the health book. The page offers to put it back.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class RemoveBookEntry(HealthDbs dbs, EntryStore store, Access access)
{
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        BookLine seen,
        CancellationToken ct
    )
    {
        var part = BookParts.All.Single(p => p.Takes(seen.Payload));
        if (await access.ToAsync(actor, person, ct) is not { } may || !may.MayRead(part.Domain))
            return BookErrors.NotFound;
        if (!may.MayWrite(part.Domain))
            return BookErrors.NotYours;
        try
        {
            await using var db = await dbs.WriteAsync(ct);
            await WatchMarks.TouchAsync(db, person.Value, ct);
            if (!await part.RemoveAsync(store, db, person, seen, ct))
                return BookErrors.NotFound;
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
