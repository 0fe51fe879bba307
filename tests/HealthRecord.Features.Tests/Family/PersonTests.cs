using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Family;

public sealed class PersonTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_second_of_two_editors_is_told_and_the_first_loses_nothing(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var seen = (await host.Get<ReadPerson>().RunAsync(family.Ana, leo, Ct)).Value;
        var edit = host.Get<EditPerson>();

        var first = await edit.RunAsync(
            family.Ana,
            leo,
            seen.Form with
            {
                BornOn = new(2019, 2, 28),
            },
            seen.RowVersion,
            Ct
        );
        var second = await edit.RunAsync(
            family.Ana,
            leo,
            seen.Form with
            {
                Name = "Leon",
            },
            seen.RowVersion,
            Ct
        );

        Assert.True(first.Succeeded);
        Assert.Equal(FamilyErrors.Changed, second.Error);
        var now = (await host.Get<ReadPerson>().RunAsync(family.Ana, leo, Ct)).Value;
        Assert.Equal(("Léo", new DateOnly(2019, 2, 28)), (now.Form.Name, now.Form.BornOn));
        Assert.Equal(first.Value, now.RowVersion);
    }

    [Theory, BothDatabases]
    public async Task Twenty_editors_of_one_version_make_one_change(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var seen = (await host.Get<ReadPerson>().RunAsync(family.Ana, leo, Ct)).Value;
        var edit = host.Get<EditPerson>();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    Task.Run(
                        () =>
                            edit.RunAsync(
                                family.Ana,
                                leo,
                                seen.Form with
                                {
                                    Name = $"N{i}",
                                },
                                seen.RowVersion,
                                Ct
                            ),
                        Ct
                    )
                )
        );

        Assert.Single(answers, a => a.Succeeded);
        Assert.Equal(19, answers.Count(a => a.Error == FamilyErrors.Changed));
    }

    [Theory, BothDatabases]
    public async Task A_move_marks_every_day_table_stale_and_a_new_name_none(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var leo = family.Person("Léo");
        await AddDayTableAsync(host, leo);
        var seen = (await host.Get<ReadPerson>().RunAsync(family.Ana, leo, Ct)).Value;
        var edit = host.Get<EditPerson>();

        var renamed = seen.Form with { Name = "Leon" };
        var version = (await edit.RunAsync(family.Ana, leo, renamed, seen.RowVersion, Ct)).Value;
        Assert.False(await IsStaleAsync(host));

        var moved = renamed with
        {
            Zones = [.. renamed.Zones, new(new(2026, 9, 1), "America/Montreal")],
        };
        Assert.True((await edit.RunAsync(family.Ana, leo, moved, version, Ct)).Succeeded);
        Assert.True(await IsStaleAsync(host));
    }

    [Theory, BothDatabases]
    public async Task Of_a_person_whose_facts_are_not_shared_only_the_name_is_told(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo", born: "2019-02-28", BiologicalSex.Male)
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Viewer, RecordDomains.Measures)
            .BuildAsync(Ct);

        var seen = (
            await host.Get<ReadFamily>().RunAsync(family.Actor("Karim"), Ct)
        ).Persons.Single(p => p.Person == family.Person("Léo"));

        Assert.Equal("Léo", seen.Name);
        Assert.Null(seen.BornOn);
        Assert.Equal(BiologicalSex.Unknown, seen.Sex);
        Assert.Equal(RecordDomains.Measures, seen.Readable);
        Assert.Equal(RecordDomains.None, seen.Writable);
    }

    [Theory, BothDatabases]
    public async Task A_household_is_named_by_who_lives_there(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var stranger = await family.AddStrangerAsync("Zoé", Ct);
        var rename = host.Get<RenameHousehold>();

        var by = await rename.RunAsync(family.Ana, family.Household, " Les  Martin ", 1, Ct);
        var late = await rename.RunAsync(family.Ana, family.Household, "X", 1, Ct);
        var other = await rename.RunAsync(stranger, family.Household, "X", 2, Ct);

        Assert.True(by.Succeeded);
        Assert.Equal(FamilyErrors.Changed, late.Error);
        Assert.Equal(FamilyErrors.NotFound, other.Error);
        var home = Assert.Single(
            (await host.Get<ReadFamily>().RunAsync(family.Ana, Ct)).Households
        );
        Assert.Equal("Les Martin", home.Name);
    }

    [Theory, BothDatabases]
    public async Task A_token_adds_persons_only_where_it_may_write_facts(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var add = host.Get<AddPerson>();
        var form = new PersonForm { Name = "Léo" };

        Assert.False(
            (
                await add.RunAsync(family.Token("Ana", RecordDomains.Facts, false), form, null, Ct)
            ).Succeeded
        );
        Assert.False(
            (
                await add.RunAsync(
                    family.Token("Ana", RecordDomains.Measures, true),
                    form,
                    null,
                    Ct
                )
            ).Succeeded
        );
        Assert.True(
            (
                await add.RunAsync(family.Token("Ana", RecordDomains.Facts, true), form, null, Ct)
            ).Succeeded
        );
    }

    [Fact]
    public void Dates_of_birth_that_cannot_be_are_refused()
    {
        var form = new PersonForm { Name = "Léo" };

        Assert.Equal(
            FamilyErrors.BornInFuture,
            (form with { BornOn = Today.AddDays(2) }).Check(Today).Error
        );
        Assert.Equal(
            FamilyErrors.BornTooLongAgo(130),
            (form with { BornOn = Today.AddYears(-130).AddDays(-1) }).Check(Today).Error
        );
        Assert.True((form with { BornOn = Today }).Check(Today).Succeeded);
        Assert.True((form with { BornOn = Today.AddYears(-130) }).Check(Today).Succeeded);
        Assert.True((form with { BornOn = new(2024, 2, 29) }).Check(Today).Succeeded);
    }

    [Fact]
    public void Names_lose_what_cannot_be_seen_and_keep_what_can()
    {
        Assert.Equal(
            "Léo-Paul d’Été",
            PersonForm.Tidy("  Léo-Paul\u202E \u200Bd’E\u0301te\u0301\r\n")
        );
        Assert.Equal(
            FamilyErrors.NameMissing,
            new PersonForm { Name = "\u200B \t" }
                .Check(Today)
                .Error
        );
        Assert.Equal(
            FamilyErrors.NameTooLong(80),
            new PersonForm { Name = new('a', 81) }
                .Check(Today)
                .Error
        );
    }

    [Theory]
    [InlineData("Europe/Paris", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("Mars/Olympus", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("", false)]
    public void Only_zones_that_exist_are_taken(string zone, bool exists)
    {
        var form = new PersonForm { Name = "Léo", Zones = [new(DateOnly.MinValue, zone)] };

        Assert.Equal(exists, form.Check(Today).Succeeded);
    }

    [Fact]
    public void Places_are_kept_in_the_order_of_their_days()
    {
        var form = new PersonForm
        {
            Name = "Léo",
            Zones =
            [
                new(new(2020, 1, 1), "America/Montreal"),
                new(DateOnly.MinValue, "Europe/Paris"),
            ],
        };

        Assert.Equal(
            ["Europe/Paris", "America/Montreal"],
            form.Check(Today).Value.Zones.Select(z => z.Iana),
            StringComparer.Ordinal
        );
        Assert.Equal(
            FamilyErrors.ZoneTwice,
            (form with { Zones = [form.Zones[0], form.Zones[0]] }).Check(Today).Error
        );
    }

    private static async Task AddDayTableAsync(RecordHost host, PersonId person)
    {
        var secrets = await host.Get<Features.Platform.Sealing.PersonKeys>()
            .GetAsync(person.Value, Ct);
        var row = new DayTableRow
        {
            Id = Ids.New(),
            PersonId = person.Value,
            Tag = secrets.Tag("test", "kind"),
            Year = 2026,
        };
        secrets.SealInto(row, [1, 2, 3]);
        await using var db = await host.Get<HealthDbs>().WriteAsync(Ct);
        db.Add(row);
        await db.SaveChangesAsync(Ct);
    }

    private static async Task<bool> IsStaleAsync(RecordHost host)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return (await db.DayTables.SingleAsync(Ct)).Stale;
    }
}
