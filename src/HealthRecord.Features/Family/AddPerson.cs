using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Readings;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family;

/// <summary>Adds a person without an account, a child or a grandparent: whoever adds them is their guardian.</summary>
[UseCaseAccess(UseCaseRule.Household)]
internal sealed class AddPerson(
    HealthDbs dbs,
    PersonKeys keys,
    PersonStore store,
    Homes homes,
    AnsweredOperations operations,
    TimeProvider clock
)
{
    /// <summary>A household is a family, not a way to fill a disk.</summary>
    public const int MostPersons = 50;

    /// <param name="household">Where they live; null for the household that the actor has been in longest.</param>
    public Task<Outcome<PersonId>> RunAsync(
        Actor actor,
        PersonForm form,
        HouseholdId? household,
        CancellationToken ct
    ) => AddAsync(actor, form, household, null, ct);

    /// <summary>Under an id that the sender gave the act: whoever did not hear the answer asks again, and no second child appears.</summary>
    public async Task<Outcome<PersonId>> OnceAsync(
        Actor actor,
        PersonForm form,
        HouseholdId? household,
        Guid operation,
        CancellationToken ct
    )
    {
        var act = new OperationId(nameof(AddPerson), operation);
        var answer = await operations.OnceAsync(
            actor,
            act,
            async () =>
            {
                var added = await AddAsync(actor, form, household, act, ct);
                return added.Error is { } refusal ? refusal : added.Value.Value.ToString("N");
            },
            ct
        );
        return answer.Error is { } refused
            ? refused
            : new PersonId(Guid.ParseExact(answer.Value, "N"));
    }

    private async Task<Outcome<PersonId>> AddAsync(
        Actor actor,
        PersonForm form,
        HouseholdId? household,
        OperationId? act,
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
            db.Add(WatchMarks.New(person.Value));
            db.Add(Membership(home, person, now));
            var by = actor.Account;
            db.Add(Grants.New(by, person, GrantRole.Guardian, DomainSets.All, by, now));
            if (act is { } operation)
                await operations.RememberAsync(
                    db,
                    actor,
                    person,
                    operation,
                    $"{person.Value:N}",
                    ct
                );
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
