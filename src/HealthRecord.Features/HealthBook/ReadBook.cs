using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook.Documents;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.HealthBook;

/// <summary>The whole health book of a person, as far as the actor may see it.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadBook(
    HealthDbs dbs,
    EntryStore store,
    Access access,
    PersonFactsReader facts,
    TimeProvider time
)
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
        var pages = BookPageLink.All.Where(page => may.MayRead(page.Domain)).ToList();
        if (visible.Count + pages.Count == 0)
            return BookErrors.NotFound;
        var known = await facts.GetAsync(person, ct);
        var today = known.ZonesOrUsual().DayOf(time.GetUtcNow().UtcDateTime);
        // Who does not see the facts must not read them from what is left out.
        var whom = may.MayRead(RecordDomains.Facts)
            ? new BookConcerns(known?.Sex ?? default, known?.BornOn, today)
            : new BookConcerns(default, null, today);
        await using var db = await dbs.ReadAsync(ct);
        var entries = await store.SeveralAsync(
            db,
            person,
            visible.Select(part => part.TypeCode),
            ct
        );
        return new BookView(
            [
                .. visible
                    .Select(part => new BookPartView(
                        part,
                        part.Arranged(part.Of(entries), today),
                        may.MayWrite(part.Domain)
                    ))
                    .Where(view =>
                        view.Part.Concerns(whom)
                        || view.Lines.Lines.Count + view.Lines.Unreadable > 0
                    ),
            ],
            [.. pages.Where(page => page.Concerns(whom))]
        );
    }
}

/// <summary>One part with its lines, newest first.</summary>
internal sealed record BookPartView(BookPart Part, BookLines Lines, bool MayWrite)
{
    public BookClock Clock { get; init; } = BookClock.Usual;

    /// <summary>Documents that belong to a line, for who may see them.</summary>
    public ILookup<EntryId, DocumentLine> Documents { get; init; } =
        Array.Empty<DocumentLine>().ToLookup(_ => default(EntryId));
}

/// <param name="Pages">What has a page of its own.</param>
internal sealed record BookView(
    IReadOnlyList<BookPartView> Parts,
    IReadOnlyList<BookPageLink> Pages
);
