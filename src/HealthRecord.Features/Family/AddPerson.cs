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
    Homes homes,
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
        if (await homes.OfAsync(actor, household, ct) is not { } home)
            return FamilyErrors.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        var payload = form.Check(DateOnly.FromDateTime(now));
        if (payload.Error is { } refusal)
            return refusal;

        var person = new PersonId(Ids.New(clock));
        await keys.CreateAsync(person.Value, ct);
        var row = await store.NewRowAsync(person, payload.Value, now, ct);
        try
        {
            await using var db = await dbs.WriteAsync(ct);
            if (
                await db.Memberships.CountAsync(m => m.HouseholdId == home.Value, ct) >= MostPersons
            )
                return FamilyErrors.HouseholdFull(MostPersons);
            db.Add(row);
            db.Add(Membership(home, person, now));
            var by = actor.Account;
            db.Add(Grants.New(by, person, GrantRole.Guardian, DomainSets.All, by, now));
            await db.SaveChangesAsync(ct);
        }
        catch (StorageFullException)
        {
            return FamilyErrors.StorageFull;
        }
        await keys.ConfirmAsync(person.Value, ct);
        return person;
    }

    public static HouseholdMembership Membership(HouseholdId home, PersonId person, DateTime now) =>
        new()
        {
            HouseholdId = home.Value,
            PersonId = person.Value,
            SinceUtc = now,
        };
}
