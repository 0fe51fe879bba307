using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family;

/// <summary>Adds a person without an account, a child or a grandparent: whoever adds them is their guardian.</summary>
[UseCaseAccess(UseCaseRule.Household)]
internal sealed class AddPerson(
    HealthDbs dbs,
    PersonKeys keys,
    PersonStore store,
    TimeProvider clock
)
{
    /// <summary>A household is a family, not a way to fill a disk.</summary>
    public const int MostPersons = 50;

    /// <param name="household">Where they live; null for the household that the actor has been in longest.</param>
    public async Task<Outcome<PersonId>> RunAsync(
        Actor actor,
        PersonForm form,
        HouseholdId? household,
        CancellationToken ct
    )
    {
        if (actor.Scope is { MayWrite: false })
            return FamilyErrors.NotYours;
        var now = clock.GetUtcNow().UtcDateTime;
        var payload = form.Check(DateOnly.FromDateTime(now));
        if (payload.Error is { } refusal)
            return refusal;
        if (await HomeAsync(actor, household, ct) is not { } home)
            return FamilyErrors.NotFound;

        var person = new PersonId(Ids.New(clock));
        await keys.CreateAsync(person.Value, ct);
        var row = await store.NewRowAsync(person, payload.Value, now, ct);
        await using (var db = await dbs.WriteAsync(ct))
        {
            if (await db.Memberships.CountAsync(m => m.HouseholdId == home, ct) >= MostPersons)
                return FamilyErrors.HouseholdFull(MostPersons);
            db.Add(row);
            db.Add(
                new HouseholdMembership
                {
                    HouseholdId = home,
                    PersonId = person.Value,
                    SinceUtc = now,
                }
            );
            var by = actor.Account;
            db.Add(Grants.New(by, person, GrantRole.Guardian, DomainSets.All, by, now));
            await db.SaveChangesAsync(ct);
        }
        await keys.ConfirmAsync(person.Value, ct);
        return person;
    }

    private async Task<Guid?> HomeAsync(Actor actor, HouseholdId? household, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await db
            .Memberships.Where(m => m.PersonId == actor.OwnPerson.Value)
            .Where(m => household == null || m.HouseholdId == household.Value.Value)
            .OrderBy(m => m.SinceUtc)
            .Select(m => (Guid?)m.HouseholdId)
            .FirstOrDefaultAsync(ct);
    }
}
