using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Accounts.Passwords;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.TestKit;

/// <summary>Where stories begin: <c>await A.Family(host).WithChild("Léo", born: "2019-02-28").WithAdult("Karim").BuildAsync(ct)</c>.</summary>
public static class A
{
    /// <summary>Ana, with an account, in a household of her own.</summary>
    public static FamilyBuilder Family(RecordHost host) => new(host, "Ana");

    public static FamilyBuilder Family(RecordHost host, string founder) => new(host, founder);
}

/// <summary>Builds a family through the use cases, without the web. Names are how its members are found again.</summary>
public sealed class FamilyBuilder
{
    private readonly RecordHost host;
    private readonly string founder;
    private readonly List<Func<TestFamily, CancellationToken, Task>> steps = [];

    internal FamilyBuilder(RecordHost host, string founder)
    {
        this.host = host;
        this.founder = founder;
    }

    /// <summary>A person without an account, guarded by the founder.</summary>
    public FamilyBuilder WithChild(
        string name,
        string? born = null,
        BiologicalSex sex = BiologicalSex.Unknown,
        string zone = PersonZone.Default
    ) => With((f, ct) => f.AddChildAsync(name, born, sex, zone, ct));

    /// <summary>An account with a person of its own in the same household. Nobody sees anybody.</summary>
    public FamilyBuilder WithAdult(string name) => With((f, ct) => f.AddAdultAsync(name, ct));

    /// <summary>Lets an adult see a person as if it had been granted an hour ago.</summary>
    public FamilyBuilder WithGrant(
        string to,
        string on,
        GrantRole role,
        RecordDomains domains = DomainSets.Everything
    ) => With((f, ct) => f.GrantAsync(f.Actor(to), f.Person(on), role, domains, ct: ct));

    public async Task<TestFamily> BuildAsync(CancellationToken ct = default)
    {
        var family = new TestFamily(host);
        await family.FoundAsync(founder, ct);
        foreach (var step in steps)
            await step(family, ct);
        return family;
    }

    private FamilyBuilder With(Func<TestFamily, CancellationToken, Task> step)
    {
        steps.Add(step);
        return this;
    }
}

/// <summary>A family in the record: its persons, and its adults signed in.</summary>
public sealed class TestFamily
{
    private readonly RecordHost host;
    private readonly Dictionary<string, PersonId> persons = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Actor> actors = new(StringComparer.Ordinal);
    private string founder = "";

    internal TestFamily(RecordHost host) => this.host = host;

    public HouseholdId Household { get; private set; }

    /// <summary>Who founded the household.</summary>
    public Actor Ana => actors[founder];

    public PersonId AnaPerson => persons[founder];

    /// <summary>The adult of this name, signed in.</summary>
    public Actor Actor(string name) => actors[name];

    public PersonId Person(string name) => persons[name];

    /// <summary>The account of an adult as a personal access token of this reach.</summary>
    public Actor Token(string name, RecordDomains domains, bool mayWrite) =>
        Actor(name) with
        {
            Session = null,
            Scope = new TokenScope(Ids.New(), domains, mayWrite),
        };

    public async Task<PersonId> AddChildAsync(
        string name,
        string? born = null,
        BiologicalSex sex = BiologicalSex.Unknown,
        string zone = PersonZone.Default,
        CancellationToken ct = default
    )
    {
        var form = new PersonForm
        {
            Name = name,
            BornOn = born is null ? null : DateOnly.Parse(born, CultureInfo.InvariantCulture),
            Sex = sex,
            Zones = [new(DateOnly.MinValue, zone)],
        };
        var person = (await host.Get<AddPerson>().RunAsync(Ana, form, Household, ct)).Value;
        persons.Add(name, person);
        return person;
    }

    public async Task<Actor> AddAdultAsync(string name, CancellationToken ct = default)
    {
        var actor = await AddStrangerAsync(name, ct);
        await using var db = await host.Get<HealthDbs>().WriteAsync(ct);
        db.Memberships.RemoveRange(db.Memberships.Where(m => m.PersonId == actor.OwnPerson.Value));
        db.Add(
            new HouseholdMembership
            {
                HouseholdId = Household.Value,
                PersonId = actor.OwnPerson.Value,
                SinceUtc = host.Clock.GetUtcNow().UtcDateTime,
            }
        );
        await db.SaveChangesAsync(ct);
        return actor;
    }

    /// <summary>An account with a household of its own, who has nothing to do with this family.</summary>
    public async Task<Actor> AddStrangerAsync(string name, CancellationToken ct = default)
    {
        var actor = await NewAccountAsync(name, ct);
        await host.Get<NewHousehold>().RunAsync(actor.Account, actor.OwnPerson, name, ct);
        return actor;
    }

    /// <summary>Writes a grant as it stands, past or future ones too, without asking who may give it.</summary>
    public async Task<Guid> GrantAsync(
        Actor to,
        PersonId on,
        GrantRole role,
        RecordDomains domains,
        TimeSpan? from = null,
        TimeSpan? until = null,
        TimeSpan? revoked = null,
        CancellationToken ct = default
    )
    {
        var now = host.Clock.GetUtcNow().UtcDateTime;
        var grant = new Grant
        {
            Id = Ids.New(),
            AccountId = to.Account.Value,
            PersonId = on.Value,
            Role = role,
            Domains = domains,
            FromUtc = now + (from ?? TimeSpan.FromHours(-1)),
            UntilUtc = until is { } u ? now + u : null,
            RevokedUtc = revoked is { } r ? now + r : null,
            GrantedByAccountId = Ana.Account.Value,
        };
        await using var db = await host.Get<HealthDbs>().WriteAsync(ct);
        db.Add(grant);
        await db.SaveChangesAsync(ct);
        return grant.Id;
    }

    /// <summary>Gives the account of this adult a password, for what asks it again. It costs a tenth of a second.</summary>
    public async Task<string> PasswordAsync(string name, CancellationToken ct = default)
    {
        await using var db = await host.Get<HealthDbs>().WriteAsync(ct);
        var account = await db.FindAsync<Account>([Actor(name).Account.Value], ct);
        account!.PasswordHash = host.Get<Passwords>().Hash(account, Visitor.GoodPassword);
        await db.SaveChangesAsync(ct);
        return Visitor.GoodPassword;
    }

    internal async Task FoundAsync(string name, CancellationToken ct)
    {
        founder = name;
        var actor = await NewAccountAsync(name, ct);
        var founded = await host.Get<NewHousehold>()
            .RunAsync(actor.Account, actor.OwnPerson, name, ct);
        Household = founded.Value;
    }

    private async Task<Actor> NewAccountAsync(string name, CancellationToken ct)
    {
        var actor = new Actor(new(Ids.New()), new(Ids.New()), Ids.New(), null);
        var address = $"{actor.Account}@example.org";
        await using var db = await host.Get<HealthDbs>().WriteAsync(ct);
        db.Add(
            new Account
            {
                Id = actor.Account.Value,
                OwnPersonId = actor.OwnPerson.Value,
                UserName = address,
                NormalizedUserName = address.ToUpperInvariant(),
                Email = address,
                NormalizedEmail = address.ToUpperInvariant(),
                EmailConfirmed = true,
                SecurityStamp = Ids.New().ToString(),
                CreatedUtc = host.Clock.GetUtcNow().UtcDateTime,
            }
        );
        await db.SaveChangesAsync(ct);
        actors.Add(name, actor);
        persons.Add(name, actor.OwnPerson);
        return actor;
    }
}
