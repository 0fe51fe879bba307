using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;

namespace HealthRecord.Features.Dashboard;

/// <summary>The persons that the reader may see, as the shell names them: oneself first.</summary>
[UseCaseAccess(UseCaseRule.GrantedPersons)]
internal sealed class ReadShownPersons(
    Access access,
    HealthDbs dbs,
    PersonStore persons,
    TimeProvider clock
)
{
    public async Task<IReadOnlyList<PersonLabel>> RunAsync(Actor actor, CancellationToken ct)
    {
        var granted = await access.PersonsAsync(actor, ct);
        await using var db = await dbs.ReadAsync(ct);
        var stored = await persons.ManyAsync(db, granted.Select(g => g.Person), ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await DueErasures.OfAsync(db, stored.Keys, now, ct);
        var own = actor.OwnPerson;
        return
        [
            .. granted
                .Where(g => stored.ContainsKey(g.Person))
                .Select(g =>
                    Label(g, stored[g.Person].Payload) with
                    {
                        EraseAfterUtc = due.TryGetValue(g.Person, out var at) ? at : null,
                    }
                )
                .OrderBy(label => label.Person != own)
                .ThenBy(label => label.Name, StringComparer.CurrentCultureIgnoreCase),
        ];
    }

    // A person whose row does not open keeps a place: the family sees that something is wrong.
    // Whose facts are not shared is named, without age and photo.
    private static PersonLabel Label(PersonAccess may, PersonPayload? payload)
    {
        if (payload is null)
            return new(may.Person, "…", 1, null, null);
        var facts = may.MayRead(RecordDomains.Facts);
        return new(
            may.Person,
            payload.Name,
            payload.Colour + 1,
            facts ? PersonRoute.Photo(may.Person, payload.Photo) : null,
            facts ? payload.BornOn : null
        );
    }
}
