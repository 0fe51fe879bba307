using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.HealthBook;

/// <summary>The whole health book of a person, as far as the actor may see it.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadBook(HealthDbs dbs, EntryStore store, Access access)
{
    public async Task<Outcome<BookView>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        if (await access.ToAsync(actor, person, ct) is not { } may)
            return BookErrors.NotFound;
        var visible = BookParts.All.Where(part => may.MayRead(part.Domain)).ToList();
        if (visible.Count == 0)
            return BookErrors.NotFound;
        await using var db = await dbs.ReadAsync(ct);
        var entries = await store.SeveralAsync(
            db,
            person,
            visible.Select(part => part.TypeCode),
            ct
        );
        return new BookView([
            .. visible.Select(part => new BookPartView(
                part,
                part.Of(entries),
                may.MayWrite(part.Domain)
            )),
        ]);
    }
}

/// <summary>One part with its lines, newest first.</summary>
internal sealed record BookPartView(BookPart Part, BookLines Lines, bool MayWrite);

internal sealed record BookView(IReadOnlyList<BookPartView> Parts);
