using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook.Documents;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.HealthBook;

/// <summary>The lines of one part of a person's health book.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadBookPart(
    HealthDbs dbs,
    EntryStore store,
    Access access,
    PersonFactsReader facts,
    TimeProvider time
)
{
    public async Task<Outcome<BookPartView>> RunAsync(
        Actor actor,
        PersonId person,
        int number,
        CancellationToken ct
    )
    {
        if (
            BookParts.Find(number) is not { } part
            || await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(part.Domain)
        )
            return BookErrors.NotFound;
        var zones = (await facts.GetAsync(person, ct)).ZonesOrUsual();
        var clock = new BookClock(zones.LocalOf(time.GetUtcNow().UtcDateTime), zones);
        await using var db = await dbs.ReadAsync(ct);
        return new BookPartView(
            part,
            part.Arranged(await part.ReadAsync(store, db, person, ct), clock.Today),
            may.MayWrite(part.Domain)
        )
        {
            Clock = clock,
            Documents = (
                may.MayRead(Document.Type.Domain)
                    ? (await store.ReadAsync(db, person, Document.Type, ct)).Entries
                    : []
            )
                .Where(entry => entry.Payload.Link?.Part == number)
                .ToLookup(entry => new EntryId(entry.Payload.Link!.Entry), DocumentLine.Of),
        };
    }
}
