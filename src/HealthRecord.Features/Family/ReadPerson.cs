using HealthRecord.Domain;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Family;

/// <summary>One person's facts, as a form to edit, with the row version that an edit must carry.</summary>
public sealed record PersonView(
    FamilyMember Member,
    PersonForm Form,
    long RowVersion,
    bool MayEdit
);

[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadPerson(
    HealthDbs dbs,
    PersonStore store,
    Access access,
    TimeProvider clock
)
{
    public async Task<Outcome<PersonView>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        var reach = await access.ToAsync(actor, person, ct);
        if (reach is null || !reach.MayRead(RecordDomains.Facts))
            return FamilyErrors.NotFound;
        await using var db = await dbs.ReadAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await DueErasures.OfAsync(db, [person], now, ct);
        try
        {
            return await store.FindAsync(db, person, ct) is { Payload: { } payload } stored
                ? new PersonView(
                    FamilyMember.Of(
                        actor,
                        reach,
                        stored,
                        due.TryGetValue(person, out var at) ? at : null
                    ),
                    PersonForm.Of(payload),
                    stored.RowVersion,
                    reach.MayWrite(RecordDomains.Facts)
                )
                : FamilyErrors.NotFound;
        }
        catch (RecordDamagedException)
        {
            return FamilyErrors.Damaged;
        }
    }
}
