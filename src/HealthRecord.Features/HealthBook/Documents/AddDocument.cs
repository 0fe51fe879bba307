using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>Keeps a file that somebody sends as a document of a person.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class AddDocument(HealthDbs dbs, PersonKeys keys, Access access, TimeProvider clock)
    : IDisposable
{
    private const int MostDocuments = 2000;

    // A file and the decoding of its picture take memory: two at a time.
    private readonly SemaphoreSlim taking = new(2, 2);

    /// <param name="fileName">As the sender calls it; only its words are used, as a title that can be changed.</param>
    public async Task<Outcome<Guid>> RunAsync(
        Actor actor,
        PersonId person,
        Stream body,
        string? fileName,
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
        await taking.WaitAsync(ct);
        try
        {
            var secrets = await keys.GetAsync(person.Value, ct);
            if (await CountAsync(secrets, ct) >= MostDocuments)
                return DocumentErrors.TooMany;
            var taken = await new DocumentPieces(secrets).TakeAsync(body, ct);
            if (taken.Error is { } refusal)
                return refusal;
            // A long transfer may outlive the minute for which keys are at hand.
            secrets = await keys.GetAsync(person.Value, ct);
            await using var db = await dbs.WriteAsync(ct);
            db.Entries.AddRange(taken.Value.Rows);
            db.Entries.Add(
                EntryCell.NewRow(
                    secrets,
                    Document.Type,
                    Of(taken.Value, fileName),
                    DocumentKey(taken.Value.Id)
                )
            );
            return await db.TrySaveAsync(ct) ? taken.Value.Id : BookErrors.Changed;
        }
        catch (StorageFullException)
        {
            return BookErrors.StorageFull;
        }
        finally
        {
            taking.Release();
        }
    }

    /// <summary>The natural key of a document is the number that its pieces carry.</summary>
    internal static string DocumentKey(Guid document) => $"{document:N}";

    public void Dispose() => taking.Dispose();

    private Document Of(TakenFile file, string? fileName) =>
        new()
        {
            Title = DocumentNames.Title(fileName),
            Format = file.Format,
            Bytes = file.Bytes,
            Pieces = file.Pieces,
            HasPreview = file.HasPreview,
            AddedUtc = clock.GetUtcNow().UtcDateTime,
        };

    private async Task<int> CountAsync(PersonSecrets secrets, CancellationToken ct)
    {
        var tag = EntryCell.TypeTag(secrets, Document.Type.Code);
        await using var db = await dbs.ReadAsync(ct);
        return await db.Entries.CountAsync(
            e => e.PersonId == secrets.Owner && e.TypeTag == tag,
            ct
        );
    }
}
