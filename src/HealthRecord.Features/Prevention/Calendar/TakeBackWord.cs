using HealthRecord.Domain;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>Takes back what was said about the calendar: done, later, not for me, wrong, complete up to.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class TakeBackWord(HealthDbs dbs, EntryStore store, Access access)
{
    /// <param name="version">The row version that was seen; null takes back whatever stands there.</param>
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        EntryId id,
        long? version,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(RecordDomains.Medication)
        )
            return BookErrors.NotFound;
        if (!may.MayWrite(RecordDomains.Medication))
            return BookErrors.NotYours;
        try
        {
            await using var db = await dbs.WriteAsync(ct);
            await WatchMarks.TouchAsync(db, person.Value, ct);
            var found =
                await TryAsync(db, person, ItemChoice.Type, id, version, ct)
                || await TryAsync(db, person, ProgrammeDone.Type, id, version, ct)
                || await TryAsync(db, person, CompleteUpTo.Type, id, version, ct);
            if (!found)
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

    /// <returns>False when there is no such word of this type.</returns>
    private async Task<bool> TryAsync<T>(
        HealthDb db,
        PersonId person,
        EntryType<T> type,
        EntryId id,
        long? version,
        CancellationToken ct
    )
        where T : class =>
        await store.FindAsync(db, person, type, id, ct) is { } found
        && await store.RemoveAsync(
            db,
            type,
            found with
            {
                RowVersion = version ?? found.RowVersion,
            },
            ct
        );
}
