using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.HealthBook;

/// <summary>Adds a line to the health book, or changes one. Of two editors of the same line the second is told.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class SaveBookEntry(
    HealthDbs dbs,
    EntryStore store,
    Access access,
    PersonFactsReader facts,
    TimeProvider clock
)
{
    /// <param name="edited">The line that the form was filled from; null adds one.</param>
    public async Task<Outcome<EntryId>> RunAsync(
        Actor actor,
        PersonId person,
        BookPayload payload,
        BookLine? edited,
        CancellationToken ct
    )
    {
        var part = BookParts.All.Single(p => p.Takes(payload));
        if (await access.ToAsync(actor, person, ct) is not { } may || !may.MayRead(part.Domain))
            return BookErrors.NotFound;
        if (!may.MayWrite(part.Domain))
            return BookErrors.NotYours;
        try
        {
            var zones = (await facts.GetAsync(person, ct)).ZonesOrUsual();
            if (payload.Check(zones.DayOf(clock.GetUtcNow().UtcDateTime)) is { } refusal)
                return refusal;
            await using var db = await dbs.WriteAsync(ct);
            await WatchMarks.TouchAsync(db, person.Value, ct);
            if (edited is null)
            {
                var added = await part.AddAsync(store, db, person, payload, ct);
                // Two parents may write the same thing at once: the index on the natural key decides.
                return await db.TrySaveAsync(ct) ? added : BookErrors.AlreadyThere;
            }
            if (await part.FindAsync(store, db, person, edited.Id, ct) is not { } now)
                return BookErrors.NotFound;
            if (now.Version != edited.Version)
                return BookErrors.Changed;
            await part.UpdateAsync(store, db, person, edited with { Payload = payload }, ct);
            return await db.TrySaveAsync(ct) ? edited.Id : BookErrors.AlreadyThere;
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
