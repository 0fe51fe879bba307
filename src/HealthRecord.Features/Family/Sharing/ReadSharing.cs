using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Sharing;

/// <summary>Who sees what of whom. Of persons that the actor may not share, only the actor's own grant is told.</summary>
[UseCaseAccess(UseCaseRule.GrantedPersons)]
internal sealed class ReadSharing(
    HealthDbs dbs,
    PersonStore store,
    ReadFamily family,
    Access access,
    TimeProvider clock
)
{
    public async Task<SharingView> RunAsync(Actor actor, CancellationToken ct)
    {
        var reach = await access.PersonsAsync(actor, ct);
        var home = await family.RunAsync(actor, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var persons = await store.ManyAsync(db, reach.Select(r => r.Person), ct);

        var shared = new List<SharedPerson>();
        foreach (var at in reach.Where(r => persons.ContainsKey(r.Person)))
        {
            var knowsAll = actor.Scope is null && at.Role is GrantRole.Owner or GrantRole.Guardian;
            var grants = await PersonGrants.ReadAsync(db, at.Person, now, ct);
            var shown = grants
                .Rows.Where(g => knowsAll || g.AccountId == actor.Account.Value)
                .OrderBy(g => g.Role)
                .ThenBy(g => g.FromUtc)
                .Select(g => View(actor, grants, g))
                .ToList();
            var member = FamilyMember.Of(
                actor,
                at,
                persons[at.Person],
                home.Persons.FirstOrDefault(p => p.Person == at.Person)?.EraseAfterUtc
            );
            shared.Add(
                new(
                    at.Person,
                    member.Name,
                    member.Colour,
                    member.Photo,
                    member.IsSelf,
                    grants.HasAccount,
                    knowsAll,
                    knowsAll ? at.Readable : RecordDomains.None,
                    knowsAll ? at.Readable & at.Writable : RecordDomains.None,
                    shown,
                    member.EraseAfterUtc
                )
            );
        }
        var adults = await AdultsAsync(db, actor, shared, ct);
        return new(shared, adults, home.Households);
    }

    private static GrantView View(Actor actor, PersonGrants grants, Grant g)
    {
        var mayTouch = actor.Scope is null && grants.MayTouch(actor.Account, g) is null;
        return new(
            g.Id,
            new(g.AccountId),
            g.Role,
            g.Domains,
            g.FromUtc,
            g.UntilUtc,
            grants.IsOwnersOwn(g),
            g.FromUtc <= grants.Now,
            mayTouch && grants.RoleOf(actor.Account) is GrantRole.Owner or GrantRole.Guardian,
            mayTouch && grants.MayLoseGuardian(g) is null
        );
    }

    private async Task<List<Adult>> AdultsAsync(
        HealthDb db,
        Actor actor,
        List<SharedPerson> shared,
        CancellationToken ct
    )
    {
        var holders = shared
            .SelectMany(p => p.Grants)
            .Select(g => g.Account.Value)
            .Append(actor.Account.Value)
            .Distinct()
            .ToList();
        var homes = db
            .Memberships.Where(m => m.PersonId == actor.OwnPerson.Value)
            .Select(m => m.HouseholdId);
        var accounts = await db
            .Users.Where(a =>
                holders.Contains(a.Id)
                || (
                    actor.Scope == null
                    && db.Memberships.Any(m =>
                        m.PersonId == a.OwnPersonId && homes.Contains(m.HouseholdId)
                    )
                )
            )
            .Select(a => new { a.Id, a.OwnPersonId })
            .ToListAsync(ct);
        var names = await store.ManyAsync(
            db,
            accounts.Select(a => new PersonId(a.OwnPersonId)),
            ct
        );
        return
        [
            .. accounts
                .Select(a =>
                {
                    var own = names.GetValueOrDefault(new(a.OwnPersonId))?.Payload;
                    return new Adult(
                        new(a.Id),
                        new(a.OwnPersonId),
                        own?.Name,
                        own?.Colour ?? 0,
                        a.Id == actor.Account.Value
                    );
                })
                .OrderBy(a => !a.IsMe)
                .ThenBy(a => a.OwnPerson.Value),
        ];
    }
}
