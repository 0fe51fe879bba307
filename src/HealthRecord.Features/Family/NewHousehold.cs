using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Family;

/// <summary>Gives a new account its own person and a household of its own. Called once, by sign-up.</summary>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class NewHousehold(
    HealthDbs dbs,
    PersonKeys keys,
    PersonStore store,
    TimeProvider clock
)
{
    /// <param name="person">The id that the account row names as its own person: from <see cref="Ids.New()"/>.</param>
    /// <param name="name">What the person wants to be called.</param>
    /// <param name="zone">IANA name; another one is taken as <see cref="PersonZone.Default"/>.</param>
    /// <remarks>Keys first, then rows, then the confirmation: a crash between leaves keys that are swept, never rows without keys.</remarks>
    public async Task<Outcome<HouseholdId>> RunAsync(
        AccountId account,
        PersonId person,
        string name,
        CancellationToken ct,
        string? householdName = null,
        string? zone = null
    )
    {
        var household = new HouseholdId(Ids.New(clock));
        var payload = PersonForm.ForAccount(name, zone).Check(Today());
        if (payload.Error is { } refusal)
            return refusal;
        var now = clock.GetUtcNow().UtcDateTime;
        await keys.CreateAsync(person.Value, ct);
        await keys.CreateAsync(household.Value, ct);
        var row = await store.NewRowAsync(person, payload.Value, now, ct);
        var home = new HouseholdPayload { Name = householdName ?? "" };
        var homeRow = await store.NewHouseholdRowAsync(household, home, now, ct);
        await using (var db = await dbs.WriteAsync(ct))
        {
            db.Add(row);
            db.Add(homeRow);
            db.Add(
                new HouseholdMembership
                {
                    HouseholdId = household.Value,
                    PersonId = person.Value,
                    SinceUtc = now,
                }
            );
            db.Add(Grants.New(account, person, GrantRole.Owner, DomainSets.All, account, now));
            if (!await db.TrySaveAsync(ct))
                return FamilyErrors.AlreadyThere;
        }
        await keys.ConfirmAsync(person.Value, ct);
        await keys.ConfirmAsync(household.Value, ct);
        return household;
    }

    private DateOnly Today() => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}
