using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Security;

/// <summary>Every role, on every domain, in every relation to the person: what may be read, written and shared.</summary>
public sealed class AccessMatrixTests
{
    private static readonly RecordDomains[] Domains = Enum.GetValues<RecordDomains>()
        .Where(d => d != RecordDomains.None)
        .ToArray();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Only_a_grant_that_holds_now_and_covers_the_domain_opens_it(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var access = host.Get<Access>();
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var wrong = new List<string>();
        foreach (var relation in Relation.All)
        {
            foreach (var role in Enum.GetValues<GrantRole>())
            {
                var covered = RecordDomains.Measures;
                var name = $"{relation.Name}/{role}";
                var actor = await relation.EstablishAsync(family, name, role, covered, Ct);
                var person = family.Person("Léo");
                foreach (var domain in Domains)
                {
                    var opens = (relation.OpenOf(covered) & domain) == domain;
                    var cell = $"{name}/{domain}";
                    var mayRead = await access.MayReadAsync(actor, person, domain, Ct);
                    var mayWrite = await access.MayWriteAsync(actor, person, domain, Ct);
                    if (mayRead != opens)
                        wrong.Add($"{cell}: read {mayRead}");
                    if (mayWrite != (opens && relation.MayWrite && role != GrantRole.Viewer))
                        wrong.Add($"{cell}: write {mayWrite}");
                }
                var shares =
                    relation.Holds
                    && !relation.IsToken
                    && role is GrantRole.Owner or GrantRole.Guardian;
                if (await access.MayGrantAsync(actor, person, Ct) != shares)
                    wrong.Add($"{name}: share {!shares}");
                var isSeen = (await access.PersonsAsync(actor, Ct)).Any(p => p.Person == person);
                if (isSeen != relation.Holds)
                    wrong.Add($"{name}: listed {isSeen}");
            }
        }
        Assert.Empty(wrong);
    }

    [Theory, BothDatabases]
    public async Task One_s_own_record_is_open_in_every_domain(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        Assert.True(
            await host.Get<Access>().MayWriteAsync(family.Ana, family.AnaPerson, DomainSets.All, Ct)
        );
    }

    [Theory, BothDatabases]
    public async Task A_grant_of_everything_never_opens_a_sensitive_domain(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithGrant(to: "Karim", on: "Léo", GrantRole.Guardian)
            .BuildAsync(Ct);

        foreach (var domain in Domains.Where(d => (d & DomainSets.Sensitive) != RecordDomains.None))
            Assert.False(
                await host.Get<Access>()
                    .MayReadAsync(family.Actor("Karim"), family.Person("Léo"), domain, Ct)
            );
    }

    [Theory, BothDatabases]
    public async Task Asking_for_two_domains_needs_both_and_asking_for_none_is_refused(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Carer, RecordDomains.Measures)
            .BuildAsync(Ct);
        var (karim, leo) = (family.Actor("Karim"), family.Person("Léo"));
        var access = host.Get<Access>();

        Assert.True(await access.MayReadAsync(karim, leo, RecordDomains.Measures, Ct));
        Assert.False(
            await access.MayReadAsync(karim, leo, RecordDomains.Measures | RecordDomains.Sleep, Ct)
        );
        Assert.False(await access.MayReadAsync(karim, leo, RecordDomains.None, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_grant_ends_at_its_moment_without_anybody_doing_anything(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        var (karim, leo) = (family.Actor("Karim"), family.Person("Léo"));
        await family.GrantAsync(
            karim,
            leo,
            GrantRole.Viewer,
            RecordDomains.Measures,
            until: TimeSpan.FromMinutes(10),
            ct: Ct
        );
        var access = host.Get<Access>();

        host.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.True(await access.MayReadAsync(karim, leo, RecordDomains.Measures, Ct));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await access.MayReadAsync(karim, leo, RecordDomains.Measures, Ct));
    }
}
