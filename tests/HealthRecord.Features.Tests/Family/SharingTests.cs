using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Family;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Family;

public sealed class SharingTests
{
    private static readonly GrantForm Looks = new(GrantRole.Viewer, RecordDomains.Measures);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_is_granted_can_be_seen_and_what_is_ended_cannot(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        var (karim, leo) = (family.Actor("Karim"), family.Person("Léo"));

        var grant = await host.Get<GrantAccess>()
            .RunAsync(family.Ana, leo, karim.Account, Looks, Ct);
        Assert.True(await MayReadAsync(host, karim, leo, RecordDomains.Measures));

        var ended = await host.Get<RevokeGrant>().RunAsync(family.Ana, leo, grant.Value, Ct);
        var again = await host.Get<RevokeGrant>().RunAsync(family.Ana, leo, grant.Value, Ct);

        Assert.True(ended.Succeeded && again.Succeeded);
        Assert.False(await MayReadAsync(host, karim, leo, RecordDomains.Measures));
    }

    [Theory, BothDatabases]
    public async Task A_change_takes_effect_whole_and_leaves_the_old_grant_as_history(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        var (karim, leo) = (family.Actor("Karim"), family.Person("Léo"));
        var grant = (
            await host.Get<GrantAccess>().RunAsync(family.Ana, leo, karim.Account, Looks, Ct)
        ).Value;

        var next = await host.Get<ChangeGrant>()
            .RunAsync(family.Ana, leo, grant, new(GrantRole.Carer, RecordDomains.Sleep), Ct);
        var late = await host.Get<ChangeGrant>().RunAsync(family.Ana, leo, grant, Looks, Ct);

        Assert.True(next.Succeeded);
        Assert.Equal(FamilyErrors.Changed, late.Error);
        Assert.False(await MayReadAsync(host, karim, leo, RecordDomains.Measures));
        Assert.True(await MayReadAsync(host, karim, leo, RecordDomains.Sleep));
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Equal(
            2,
            await db.Grants.CountAsync(
                g => g.AccountId == karim.Account.Value && g.PersonId == leo.Value,
                Ct
            )
        );
    }

    [Theory, BothDatabases]
    public async Task A_guardian_cannot_remove_or_lessen_another_guardian(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Guardian, DomainSets.All)
            .BuildAsync(Ct);
        var (karim, leo) = (family.Actor("Karim"), family.Person("Léo"));
        var hers = (await GrantsOnAsync(host, leo)).Single(g =>
            g.AccountId == family.Ana.Account.Value
        );

        var revoked = await host.Get<RevokeGrant>().RunAsync(karim, leo, hers.Id, Ct);
        var changed = await host.Get<ChangeGrant>().RunAsync(karim, leo, hers.Id, Looks, Ct);

        Assert.Equal(SharingErrors.OtherGuardian, revoked.Error);
        Assert.Equal(SharingErrors.OtherGuardian, changed.Error);
    }

    [Theory, BothDatabases]
    public async Task The_last_guardian_of_a_child_cannot_leave_nor_become_less(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var hers = (await GrantsOnAsync(host, leo)).Single();
        // A guardian for a while is no guardian for good.
        await family.GrantAsync(
            family.Actor("Karim"),
            leo,
            GrantRole.Guardian,
            DomainSets.All,
            until: TimeSpan.FromDays(30),
            ct: Ct
        );

        var left = await host.Get<RevokeGrant>().RunAsync(family.Ana, leo, hers.Id, Ct);
        var less = await host.Get<ChangeGrant>()
            .RunAsync(family.Ana, leo, hers.Id, new(GrantRole.Viewer, RecordDomains.Facts), Ct);
        var ending = await host.Get<ChangeGrant>()
            .RunAsync(
                family.Ana,
                leo,
                hers.Id,
                new(GrantRole.Guardian, DomainSets.All, Until: new DateOnly(2027, 1, 1)),
                Ct
            );

        Assert.Equal(SharingErrors.LastGuardian, left.Error);
        Assert.Equal(SharingErrors.LastGuardian, less.Error);
        Assert.Equal(SharingErrors.LastGuardian, ending.Error);
        Assert.Equal([leo], await host.Get<LastGuardian>().OfAsync(family.Ana.Account, Ct));
    }

    [Theory, BothDatabases]
    public async Task Of_two_guardians_who_leave_at_once_one_stays(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Guardian, DomainSets.All)
            .BuildAsync(Ct);
        var leo = family.Person("Léo");
        var grants = await GrantsOnAsync(host, leo);
        var revoke = host.Get<RevokeGrant>();
        Actor Holder(Grant g) =>
            g.AccountId == family.Ana.Account.Value ? family.Ana : family.Actor("Karim");

        var left = await Task.WhenAll(
            grants.Select(g => Task.Run(() => revoke.RunAsync(Holder(g), leo, g.Id, Ct), Ct))
        );

        Assert.Single(left, o => o.Succeeded);
        Assert.Single(left, o => o.Error == SharingErrors.LastGuardian);
    }

    [Theory, BothDatabases]
    public async Task The_owner_of_a_record_keeps_it_and_may_remove_anybody(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithAdult("Karim")
            .WithGrant("Karim", "Ana", GrantRole.Guardian, DomainSets.All)
            .BuildAsync(Ct);
        var grants = await GrantsOnAsync(host, family.AnaPerson);
        var own = grants.Single(g => g.Role == GrantRole.Owner);
        var his = grants.Single(g => g.Role == GrantRole.Guardian);
        var revoke = host.Get<RevokeGrant>();

        Assert.Equal(
            SharingErrors.OwnRecord,
            (await revoke.RunAsync(family.Actor("Karim"), family.AnaPerson, own.Id, Ct)).Error
        );
        Assert.Equal(
            SharingErrors.OwnRecord,
            (await revoke.RunAsync(family.Ana, family.AnaPerson, own.Id, Ct)).Error
        );
        Assert.True((await revoke.RunAsync(family.Ana, family.AnaPerson, his.Id, Ct)).Succeeded);
    }

    [Theory, BothDatabases]
    public async Task Nobody_gives_more_than_they_have(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithAdult("Nour")
            .WithGrant("Karim", "Léo", GrantRole.Guardian, RecordDomains.Measures)
            .BuildAsync(Ct);
        var (karim, nour, leo) = (
            family.Actor("Karim"),
            family.Actor("Nour"),
            family.Person("Léo")
        );
        var grant = host.Get<GrantAccess>();

        Assert.Equal(
            SharingErrors.MoreThanYours,
            (
                await grant.RunAsync(
                    karim,
                    leo,
                    nour.Account,
                    new(GrantRole.Viewer, RecordDomains.Measures | RecordDomains.Mental),
                    Ct
                )
            ).Error
        );
        Assert.Equal(
            SharingErrors.Oneself,
            (await grant.RunAsync(karim, leo, karim.Account, Looks, Ct)).Error
        );
        Assert.True((await grant.RunAsync(karim, leo, nour.Account, Looks, Ct)).Succeeded);
    }

    [Theory, BothDatabases]
    public async Task Ownership_is_not_given_and_a_grant_of_nothing_is_none(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        GrantForm[] forms =
        [
            new(GrantRole.Owner, RecordDomains.Measures),
            new((GrantRole)9, RecordDomains.Measures),
            new(GrantRole.Viewer, RecordDomains.None),
            new(GrantRole.Viewer, (RecordDomains)(1 << 20)),
        ];
        foreach (var form in forms)
            Assert.Equal(
                SharingErrors.NothingChosen,
                (
                    await host.Get<GrantAccess>()
                        .RunAsync(
                            family.Ana,
                            family.Person("Léo"),
                            family.Actor("Karim").Account,
                            form,
                            Ct
                        )
                ).Error
            );
    }

    [Theory, BothDatabases]
    public async Task A_stranger_s_account_and_one_that_does_not_exist_get_the_same_answer(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var stranger = await family.AddStrangerAsync("Zoé", Ct);
        var grant = host.Get<GrantAccess>();
        var leo = family.Person("Léo");

        var known = await grant.RunAsync(family.Ana, leo, stranger.Account, Looks, Ct);
        var unknown = await grant.RunAsync(family.Ana, leo, new(Ids.New()), Looks, Ct);

        Assert.Equal(FamilyErrors.NotFound, known.Error);
        Assert.Equal(FamilyErrors.NotFound, unknown.Error);
    }

    [Theory, BothDatabases]
    public async Task Two_guardians_who_grant_the_same_at_once_make_one_grant(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Nour").BuildAsync(Ct);
        var (leo, nour) = (family.Person("Léo"), family.Actor("Nour").Account);
        var grant = host.Get<GrantAccess>();

        var given = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(_ => Task.Run(() => grant.RunAsync(family.Ana, leo, nour, Looks, Ct), Ct))
        );

        Assert.Single(given, g => g.Succeeded);
        Assert.Equal(9, given.Count(g => g.Error == SharingErrors.Already));
    }

    [Theory, BothDatabases]
    public async Task The_last_day_of_a_grant_is_whole_where_the_person_lives(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithAdult("Karim").BuildAsync(Ct);
        var leo = await family.AddChildAsync("Léo", zone: "Pacific/Auckland", ct: Ct);
        var today = new DateOnly(2026, 11, 25);

        await host.Get<GrantAccess>()
            .RunAsync(
                family.Ana,
                leo,
                family.Actor("Karim").Account,
                Looks with
                {
                    Until = today,
                },
                Ct
            );

        // The 25th ends in Auckland (UTC+13 in November) at 11:00 UTC of the 25th.
        var until = (await GrantsOnAsync(host, leo)).Single(g => g.UntilUtc != null).UntilUtc;
        Assert.Equal(new DateTime(2026, 11, 25, 11, 0, 0, DateTimeKind.Utc), until);
        Assert.Equal(
            SharingErrors.EndsBeforeItBegins,
            (
                await host.Get<GrantAccess>()
                    .RunAsync(
                        family.Ana,
                        leo,
                        family.Actor("Karim").Account,
                        Looks with
                        {
                            Until = today.AddDays(-1),
                        },
                        Ct
                    )
            ).Error
        );
    }

    [Theory, BothDatabases]
    public async Task A_viewer_is_told_only_of_their_own_grant(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithAdult("Nour")
            .WithGrant("Karim", "Léo", GrantRole.Viewer)
            .WithGrant("Nour", "Léo", GrantRole.Carer)
            .BuildAsync(Ct);
        var sharing = host.Get<ReadSharing>();

        var his = await sharing.RunAsync(family.Actor("Karim"), Ct);
        var hers = await sharing.RunAsync(family.Ana, Ct);

        var leo = his.Persons.Single(p => p.Person == family.Person("Léo"));
        Assert.False(leo.KnowsAll);
        Assert.Equal(family.Actor("Karim").Account, Assert.Single(leo.Grants).Account);
        Assert.Equal(3, hers.Persons.Single(p => p.Person == family.Person("Léo")).Grants.Count);
        Assert.Equal(
            ["Ana", "Karim", "Nour"],
            hers.Adults.Select(a => a.Name ?? "").Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    private static Task<bool> MayReadAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        RecordDomains domain
    ) => host.Get<Access>().MayReadAsync(actor, person, domain, Ct);

    private static async Task<List<Grant>> GrantsOnAsync(RecordHost host, PersonId person)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await db.Grants.Where(g => g.PersonId == person.Value).ToListAsync(Ct);
    }
}
