using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>The documents of a person that the actor may see, and the lines that one may be linked to.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadDocuments(HealthDbs dbs, EntryStore store, Access access)
{
    public async Task<Outcome<DocumentsView>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(Document.Type.Domain)
        )
            return BookErrors.NotFound;
        var parts = BookParts.All.Where(part => may.MayRead(part.Domain)).ToList();
        await using var db = await dbs.ReadAsync(ct);
        var entries = await store.SeveralAsync(
            db,
            person,
            parts.Select(part => part.TypeCode).Append(Document.Type.Code),
            ct
        );
        var documents = entries.Of(Document.Type);
        return new DocumentsView(
            [
                .. documents
                    .Entries.Where(entry => may.MayRead(entry.Payload))
                    .OrderByDescending(entry =>
                        entry.Payload.On ?? DateOnly.FromDateTime(entry.Payload.AddedUtc)
                    )
                    .ThenByDescending(entry => entry.Id.Value)
                    .Select(DocumentLine.Of),
            ],
            [
                .. parts.SelectMany(part =>
                    part.Of(entries).Lines.Select(line => new LinkTarget(part, line))
                ),
            ],
            may.MayWrite(Document.Type.Domain),
            documents.Unreadable.Count
        );
    }
}

/// <param name="Id">By which its file is asked for.</param>
/// <param name="Version">What an edit must carry.</param>
public sealed record DocumentLine(Guid Id, long Version, Document Document)
{
    internal static DocumentLine Of(StoredEntry<Document> entry) =>
        new(Guid.ParseExact(entry.Key!, "N"), entry.RowVersion, entry.Payload);
}

/// <summary>A line of the book that a document may belong to.</summary>
internal sealed record LinkTarget(BookPart Part, BookLine Line)
{
    public DocumentLink Link => new(Part.Number, Line.Id.Value);
}

internal sealed record DocumentsView(
    IReadOnlyList<DocumentLine> Documents,
    IReadOnlyList<LinkTarget> Targets,
    bool MayWrite,
    int Unreadable
);
