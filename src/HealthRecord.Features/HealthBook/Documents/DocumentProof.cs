using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>Tells a line that a document proves it, and the line before that it does no longer.</summary>
internal sealed class DocumentProof(EntryStore store)
{
    /// <summary>Nothing is saved here: the caller saves it together with its change.</summary>
    /// <returns>The refusal, or null.</returns>
    public async Task<Error?> MoveAsync(
        HealthDb db,
        PersonAccess may,
        Guid document,
        DocumentLink? from,
        DocumentLink? to,
        CancellationToken ct
    )
    {
        if (from == to)
            return null;
        // To be linked changes the line: who may not write it may not say what proves it.
        foreach (var link in new[] { from, to }.OfType<DocumentLink>())
            if (!may.MayWrite(DocumentRights.DomainOf(link)))
                return BookErrors.NotYours;
        if (from is not null)
            await ChangeAsync(db, may.Person, from, document, null, ct);
        return to is null || await ChangeAsync(db, may.Person, to, document, document, ct)
            ? null
            : DocumentErrors.NoSuchLink;
    }

    /// <returns>False when there is no such line.</returns>
    private async Task<bool> ChangeAsync(
        HealthDb db,
        PersonId person,
        DocumentLink link,
        Guid document,
        Guid? proof,
        CancellationToken ct
    )
    {
        if (
            BookParts.Find(link.Part) is not { } part
            || await part.FindAsync(store, db, person, new(link.Entry), ct) is not { } line
        )
            return false;
        if (line.Payload.Proven(document, proof) is { } proven)
            await part.UpdateAsync(store, db, person, line with { Payload = proven }, ct);
        return true;
    }
}
