using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>Takes a document away with its file. The page asks first: it cannot be put back.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class RemoveDocument(
    HealthDbs dbs,
    EntryStore store,
    PersonKeys keys,
    Access access,
    DocumentProof proof
)
{
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        DocumentLine seen,
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
            await using var db = await dbs.WriteAsync(ct);
            var key = AddDocument.DocumentKey(seen.Id);
            var found = await store.FindAsync(db, person, Document.Type, key, ct);
            if (found is null || !may.MayRead(found.Payload))
                return BookErrors.NotFound;
            if (await proof.MoveAsync(db, may, seen.Id, found.Payload.Link, null, ct) is { } odd)
                return odd;
            await store.RemoveAsync(
                db,
                Document.Type,
                found with
                {
                    RowVersion = seen.Version,
                },
                ct
            );
            await RemoveFileAsync(db, person, seen.Id, found.Payload, ct);
            return await db.TrySaveAsync(ct) ? Done.Value : BookErrors.Changed;
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
    }

    /// <summary>Rows are taken away without being read: of a file there are many, and large ones.</summary>
    private async Task RemoveFileAsync(
        HealthDb db,
        PersonId person,
        Guid id,
        Document document,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var tags = Enumerable
            .Range(0, document.Pieces)
            .Select(number => DocumentPiece.Key(id, number))
            .Select(key => EntryCell.UniquenessTag(secrets, DocumentPiece.Type.Code, key))
            .Append(
                EntryCell.UniquenessTag(secrets, DocumentPreview.Type.Code, DocumentPreview.Key(id))
            )
            .ToList();
        var rows = await db
            .Entries.Where(e =>
                e.PersonId == person.Value
                && e.UniquenessTag != null
                && tags.Contains(e.UniquenessTag)
            )
            .Select(e => new { e.Id, e.Version })
            .ToListAsync(ct);
        db.Entries.RemoveRange(
            rows.Select(row => new EntryRow
            {
                Id = row.Id,
                PersonId = person.Value,
                Version = row.Version,
            })
        );
    }
}
