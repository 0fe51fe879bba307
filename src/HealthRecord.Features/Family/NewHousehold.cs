using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Family.Invitations;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Family;

/// <summary>Gives a new account its own person, in a household of its own or in the one that invited it. Called once, by sign-up.</summary>
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
    /// <param name="invitation">The secret of an invitation's link. One that is no longer valid founds a household instead of losing a sign-up.</param>
    /// <returns>The household that the person lives in now.</returns>
    /// <remarks>Keys first, then rows, then the confirmation: a crash between leaves keys that are swept, never rows without keys.</remarks>
    public async Task<Outcome<HouseholdId>> RunAsync(
        AccountId account,
        PersonId person,
        string name,
        CancellationToken ct,
        string? householdName = null,
        string? zone = null,
        string? invitation = null
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var payload = PersonForm.ForAccount(name, zone).Check(DateOnly.FromDateTime(now));
        if (payload.Error is { } refusal)
            return refusal;
        await keys.CreateAsync(person.Value, ct);
        var row = await store.NewRowAsync(person, payload.Value, now, ct);
        var home = invitation is null ? null : await JoinAsync(account, row, invitation, now, ct);
        home ??= await FoundAsync(account, row, householdName ?? "", now, ct);
        if (home is null)
            return FamilyErrors.AlreadyThere;
        await keys.ConfirmAsync(person.Value, ct);
        return home.Value;
    }

    private async Task<HouseholdId?> JoinAsync(
        AccountId account,
        Person person,
        string invitation,
        DateTime now,
        CancellationToken ct
    )
    {
        await using var db = await dbs.WriteAsync(ct);
        if (await InvitationTokens.FindAsync(db, invitation, now, ct) is not { } open)
            return null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await InvitationTokens.TakeAsync(db, open, account, now, ct))
            return null;
        var home = new HouseholdId(open.Row.HouseholdId);
        Add(db, account, person, home, now);
        if (!await db.TrySaveAsync(ct))
            return null;
        await transaction.CommitAsync(ct);
        return home;
    }

    private async Task<HouseholdId?> FoundAsync(
        AccountId account,
        Person person,
        string name,
        DateTime now,
        CancellationToken ct
    )
    {
        var home = new HouseholdId(Ids.New(clock));
        await keys.CreateAsync(home.Value, ct);
        var payload = new HouseholdPayload { Name = PersonForm.Tidy(name) };
        var row = await store.NewHouseholdRowAsync(home, payload, now, ct);
        await using (var db = await dbs.WriteAsync(ct))
        {
            db.Add(row);
            Add(db, account, person, home, now);
            if (!await db.TrySaveAsync(ct))
                return null;
        }
        await keys.ConfirmAsync(home.Value, ct);
        return home;
    }

    private static void Add(
        HealthDb db,
        AccountId account,
        Person person,
        HouseholdId home,
        DateTime now
    )
    {
        var id = new PersonId(person.Id);
        db.Add(person);
        db.Add(WatchMarks.New(person.Id));
        db.Add(AddPerson.Membership(home, id, now));
        db.Add(Grants.New(account, id, GrantRole.Owner, DomainSets.All, account, now));
    }
}
