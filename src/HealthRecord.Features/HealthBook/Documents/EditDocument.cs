using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>Changes what a document is called and what it belongs to. Its file stays as it is.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class EditDocument(
    HealthDbs dbs,
    EntryStore store,
    Access access,
    DocumentProof proof,
    PersonFactsReader facts,
    TimeProvider clock
)
{
    /// <param name="changed">Only title, sort, day, note and link are taken from it.</param>
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        DocumentLine seen,
        Document changed,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(Document.Type.Domain)
        )
            return BookErrors.NotFound;
        if (!may.MayWrite(Document.Type.Domain))
            return BookErrors.NotYours;
        try
        {
            var zones = (await facts.GetAsync(person, ct)).ZonesOrUsual();
            if (changed.Check(zones.DayOf(clock.GetUtcNow().UtcDateTime)) is { } refusal)
                return refusal;
            await using var db = await dbs.WriteAsync(ct);
            var key = AddDocument.DocumentKey(seen.Id);
            var found = await store.FindAsync(db, person, Document.Type, key, ct);
            if (found is null || !may.MayRead(found.Payload))
                return BookErrors.NotFound;
            if (found.RowVersion != seen.Version)
                return BookErrors.Changed;
            if (
                await proof.MoveAsync(db, may, seen.Id, found.Payload.Link, changed.Link, ct) is
                { } odd
            )
                return odd;
            var after = found.Payload with
            {
                Title = changed.Title.Trim(),
                Sort = changed.Sort,
                On = changed.On,
                Note = BookPayload.Clean(changed.Note),
                Link = changed.Link,
            };
            await store.UpdateAsync(db, Document.Type, found with { Payload = after }, ct);
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
