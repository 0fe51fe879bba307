using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

public sealed class UploadLinkTests
{
    private static readonly byte[] File = AppleExport
        .With()
        .HeartRate("2024-03-01 08:00:00", 62)
        .Bytes();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_file_left_at_the_address_is_imported_for_its_person(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var secret = await LinkAsync(host, family.Ana, leo);
        host.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Null(await LeaveAsync(host, secret));

        var run = Assert.Single(await host.Get<ReadImports>().RunAsync(family.Ana, Ct));
        Assert.Equal(
            (ImportState.Waiting, "Téléphone", leo),
            (run.State, run.FileName, run.Person)
        );
        await host.Get<ImportJob>().RunAsync(run.Run.Value, Ct);
        Assert.Single(await host.ListAsync(family.Ana, leo, "heart-rate", Ct));
        var link = Assert.Single(await host.Get<ReadUploadLinks>().RunAsync(family.Ana, Ct));
        Assert.Equal(
            ("Téléphone", leo, host.Clock.GetUtcNow().UtcDateTime, true),
            (link.Name, link.Person, link.LastUsedUtc, link.Works)
        );
    }

    [Theory, BothDatabases]
    public async Task Only_the_hash_of_the_secret_is_kept(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        var secret = await LinkAsync(host, family.Ana, family.AnaPerson);

        Assert.Equal(43, secret.Length);
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        var row = await db.UploadLinks.SingleAsync(Ct);
        Assert.Equal(Accounts.Secret.Hash(secret), row.SecretHash);
        Assert.DoesNotContain(
            secret,
            System.Text.Encoding.UTF8.GetString(row.Sealed),
            StringComparison.Ordinal
        );
    }

    [Theory, BothDatabases]
    public async Task A_revoked_ended_unknown_or_powerless_address_gives_one_answer(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithAdult("Karim").WithChild("Léo").BuildAsync(Ct);
        var karim = family.Actor("Karim");
        var grant = await family.GrantAsync(
            karim,
            family.Person("Léo"),
            GrantRole.Carer,
            RecordDomains.Measures,
            ct: Ct
        );
        var revoked = await LinkAsync(host, family.Ana, family.AnaPerson);
        var ended = await LinkAsync(host, family.Ana, family.AnaPerson);
        var powerless = await LinkAsync(host, karim, family.Person("Léo"));
        Assert.Null(await LeaveAsync(host, powerless));
        foreach (var link in await host.Get<ReadUploadLinks>().RunAsync(family.Ana, Ct))
            Assert.Equal(
                "import.link-not-found",
                (await host.Get<RevokeUploadLink>().RunAsync(karim, link.Id, Ct)).Error?.Key
            );
        await RevokeAllAsync(host, family.Ana);
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            var now = host.Clock.GetUtcNow().UtcDateTime;
            await db
                .Grants.Where(g => g.Id == grant)
                .ExecuteUpdateAsync(s => s.SetProperty(g => g.RevokedUtc, now), Ct);
        }

        Assert.Equal("import.link-not-found", await LeaveAsync(host, revoked));
        Assert.Equal("import.link-not-found", await LeaveAsync(host, powerless));
        Assert.Equal("import.link-not-found", await LeaveAsync(host, new string('A', 43)));
        Assert.Equal("import.link-not-found", await LeaveAsync(host, ""));
        var late = await LinkAsync(host, family.Ana, family.AnaPerson);
        host.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal("import.link-not-found", await LeaveAsync(host, late));
        Assert.Equal("import.link-not-found", await LeaveAsync(host, ended));
        Assert.Empty(await host.Get<ReadUploadLinks>().RunAsync(family.Ana, Ct));
    }

    [Theory, BothDatabases]
    public async Task What_was_left_is_not_imported_once_the_right_to_write_has_ended(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithAdult("Karim").WithChild("Léo").BuildAsync(Ct);
        var karim = family.Actor("Karim");
        var leo = family.Person("Léo");
        var grant = await family.GrantAsync(
            karim,
            leo,
            GrantRole.Carer,
            RecordDomains.Measures,
            ct: Ct
        );
        Assert.Null(await LeaveAsync(host, await LinkAsync(host, karim, leo)));
        var run = Assert.Single(await host.Get<ReadImports>().RunAsync(karim, Ct)).Run;
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            var now = host.Clock.GetUtcNow().UtcDateTime;
            await db
                .Grants.Where(g => g.Id == grant)
                .ExecuteUpdateAsync(s => s.SetProperty(g => g.RevokedUtc, now), Ct);
        }

        await host.Get<ImportJob>().RunAsync(run.Value, Ct);

        Assert.Empty(await host.ListAsync(family.Ana, leo, "heart-rate", Ct));
    }

    [Theory, BothDatabases]
    public async Task A_day_takes_48_files_and_the_next_day_others(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var secret = await LinkAsync(host, family.Ana, family.AnaPerson);
        for (var i = 0; i < DepositFile.MostADay; i++)
            Assert.Null(await LeaveAsync(host, secret));

        Assert.Equal("import.link-used-up", await LeaveAsync(host, secret));

        host.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await LeaveAsync(host, secret));
    }

    [Theory, BothDatabases]
    public async Task Half_a_file_leaves_nothing_that_stands_in_the_way_of_the_next(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var secret = await LinkAsync(host, family.Ana, family.AnaPerson);

        for (var i = 0; i < 3; i++)
        {
            using var half = new MemoryStream(File, 0, File.Length / 2);
            var cut = await host.Get<DepositFile>().RunAsync(secret, File.Length, half, Ct);
            Assert.Equal("import.empty", cut.Error?.Key);
        }

        Assert.All(
            await host.Get<ReadImports>().RunAsync(family.Ana, Ct),
            r => Assert.Equal(ImportState.Cancelled, r.State)
        );
        Assert.Null(await LeaveAsync(host, secret));
        Assert.Equal(
            "import.too-large",
            (
                await host.Get<DepositFile>()
                    .RunAsync(secret, DepositFile.LargestFile + 1, Stream.Null, Ct)
            )
                .Error
                ?.Key
        );
    }

    [Fact]
    public async Task A_token_a_viewer_and_a_stranger_make_no_address()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).WithAdult("Karim").WithChild("Léo").BuildAsync(Ct);
        await family.GrantAsync(
            family.Actor("Karim"),
            family.Person("Léo"),
            GrantRole.Viewer,
            RecordDomains.Measures,
            ct: Ct
        );
        var create = host.Get<CreateUploadLink>();
        async Task<string?> TryAsync(Actor actor, PersonId person, string name, int days) =>
            (await create.RunAsync(actor, person, name, days, Ct)).Error?.Key;

        var token = family.Token("Ana", DomainSets.All, mayWrite: true);
        Assert.Equal("import.not-yours", await TryAsync(token, family.AnaPerson, "a", 30));
        Assert.Equal(
            "import.not-yours",
            await TryAsync(family.Actor("Karim"), family.Person("Léo"), "a", 30)
        );
        Assert.Equal(
            "import.not-found",
            await TryAsync(family.Actor("Karim"), family.AnaPerson, "a", 30)
        );
        Assert.Equal("import.link-name", await TryAsync(family.Ana, family.AnaPerson, " ", 30));
        Assert.Equal("import.link-time", await TryAsync(family.Ana, family.AnaPerson, "a", 31));
    }

    private static async Task<string> LinkAsync(RecordHost host, Actor actor, PersonId person) =>
        (await host.Get<CreateUploadLink>().RunAsync(actor, person, "Téléphone", 30, Ct)).Value;

    private static async Task<string?> LeaveAsync(RecordHost host, string secret)
    {
        using var body = new MemoryStream(File);
        return (await host.Get<DepositFile>().RunAsync(secret, File.Length, body, Ct)).Error?.Key;
    }

    private static async Task RevokeAllAsync(RecordHost host, Actor actor)
    {
        foreach (var link in await host.Get<ReadUploadLinks>().RunAsync(actor, Ct))
            Assert.True(
                (await host.Get<RevokeUploadLink>().RunAsync(actor, link.Id, Ct)).Succeeded
            );
    }
}
