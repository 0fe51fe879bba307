using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family;

/// <summary>The persons that the actor sees, with what they may see of each. A name is shown to whoever may see anything.</summary>
[UseCaseAccess(UseCaseRule.GrantedPersons)]
internal sealed class ReadFamily(
    HealthDbs dbs,
    PersonStore store,
    Access access,
    TimeProvider clock
)
{
    public async Task<FamilyView> RunAsync(Actor actor, CancellationToken ct)
    {
        var reach = await access.PersonsAsync(actor, ct);
        await using var db = await dbs.ReadAsync(ct);
        var persons = await store.ManyAsync(db, reach.Select(r => r.Person), ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await DueErasures.OfAsync(db, persons.Keys, now, ct);
        var members = reach
            .Where(r => persons.ContainsKey(r.Person))
            .Select(r =>
                FamilyMember.Of(
                    actor,
                    r,
                    persons[r.Person],
                    due.TryGetValue(r.Person, out var at) ? at : null
                )
            )
            .ToList();
        return new(actor.Scope is null ? await HomesAsync(db, actor, ct) : [], members);
    }

    private async Task<List<HouseholdView>> HomesAsync(
        HealthDb db,
        Actor actor,
        CancellationToken ct
    )
    {
        var mine = await Homes.MineAsync(db, actor, ct);
        var ids = mine.Select(m => m.Value).ToList();
        var rows = await db.Households.Where(h => ids.Contains(h.Id)).ToListAsync(ct);
        var views = new List<HouseholdView>();
        foreach (var row in rows.OrderBy(r => ids.IndexOf(r.Id)))
            views.Add(new(new(row.Id), await NameAsync(row, ct), row.Version));
        return views;
    }

    private async Task<string> NameAsync(Household row, CancellationToken ct)
    {
        try
        {
            return (await store.OpenAsync(row, ct)).Name;
        }
        catch (RecordDamagedException)
        {
            return "";
        }
    }
}
