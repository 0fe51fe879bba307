using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>The file of a document, piece by piece, or the small picture of it.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class OpenDocument(HealthDbs dbs, EntryStore store, Access access)
{
    public async Task<Outcome<OpenedDocument>> RunAsync(
        Actor actor,
        PersonId person,
        Guid document,
        CancellationToken ct
    )
    {
        try
        {
            return await FindAsync(actor, person, document, ct) is { } found
                ? new OpenedDocument(found, number => PieceAsync(person, document, number, ct))
                : BookErrors.NotFound;
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
    }

    public async Task<Outcome<byte[]>> PreviewAsync(
        Actor actor,
        PersonId person,
        Guid document,
        CancellationToken ct
    )
    {
        try
        {
            if (await FindAsync(actor, person, document, ct) is not { HasPreview: true })
                return BookErrors.NotFound;
            await using var db = await dbs.ReadAsync(ct);
            var preview = await store.FindAsync(
                db,
                person,
                DocumentPreview.Type,
                DocumentPreview.Key(document),
                ct
            );
            return preview is null ? BookErrors.NotFound : preview.Payload.Jpeg;
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
    }

    private async Task<Document?> FindAsync(
        Actor actor,
        PersonId person,
        Guid document,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(Document.Type.Domain)
        )
            return null;
        await using var db = await dbs.ReadAsync(ct);
        var found = await store.FindAsync(
            db,
            person,
            Document.Type,
            AddDocument.DocumentKey(document),
            ct
        );
        return found is not null && may.MayRead(found.Payload) ? found.Payload : null;
    }

    /// <exception cref="RecordDamagedException">The piece does not open, or is not there.</exception>
    private async Task<byte[]> PieceAsync(
        PersonId person,
        Guid document,
        int number,
        CancellationToken ct
    )
    {
        await using var db = await dbs.ReadAsync(ct);
        var piece = await store.FindAsync(
            db,
            person,
            DocumentPiece.Type,
            DocumentPiece.Key(document, number),
            ct
        );
        return piece?.Payload.Bytes ?? throw new PieceMissingException();
    }
}

/// <param name="PieceAsync">The bytes of one piece of the file, from nought on.</param>
internal sealed record OpenedDocument(Document Document, Func<int, Task<byte[]>> PieceAsync);

/// <summary>Taken away while it was read, or lost.</summary>
internal sealed class PieceMissingException : Exception;
