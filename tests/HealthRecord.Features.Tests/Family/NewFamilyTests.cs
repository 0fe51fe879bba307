using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Family;

public sealed class NewFamilyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_new_account_owns_its_person_and_guards_the_child_it_adds(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2019-02-28").BuildAsync(Ct);

        var seen = await host.Get<Access>().PersonsAsync(family.Ana, Ct);
        var leo = await host.Get<PersonFactsReader>().GetAsync(family.Person("Léo"), Ct);

        Assert.Equal(
            [(family.AnaPerson, GrantRole.Owner), (family.Person("Léo"), GrantRole.Guardian)],
            seen.Select(p => (p.Person, p.Role))
        );
        Assert.All(seen, p => Assert.Equal(DomainSets.All, p.Writable));
        Assert.Equal("Léo", leo?.Name);
        Assert.Equal(new DateOnly(2019, 2, 28), leo?.BornOn);
        Assert.Equal(PersonZone.Default, Assert.Single(leo!.Zones.Lines).Iana);
    }

    [Theory, BothDatabases]
    public async Task Adults_of_a_household_do_not_see_each_other(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);

        var seen = await host.Get<Access>().PersonsAsync(family.Actor("Karim"), Ct);

        Assert.Equal([family.Person("Karim")], seen.Select(p => p.Person));
    }

    [Theory, BothDatabases]
    public async Task A_person_that_is_not_there_has_no_facts(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);

        Assert.Null(await host.Get<PersonFactsReader>().GetAsync(new PersonId(Ids.New()), Ct));
    }
}
