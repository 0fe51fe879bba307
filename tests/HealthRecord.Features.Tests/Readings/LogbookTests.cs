using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Imports;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Readings;

/// <summary>From one month of the logbook back to the one before that shows something.</summary>
public sealed class LogbookTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_way_back_stops_at_months_of_notes_and_of_workouts_alone(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.LogAsync(family.Ana, family.AnaPerson, Typing.Weight(70), Ct);
        await host.Get<WriteNote>()
            .RunAsync(
                family.Ana,
                family.AnaPerson,
                new(Typing.Noon.AddMonths(-4), "Fièvre"),
                Ids.New(),
                Ct
            );
        var run = AppleExport
            .With()
            .Workout("Running", "2025-06-14 09:00:00", "2025-06-14 09:30:00", 3m);
        await host.ImportAsync(family.Ana, family.AnaPerson, run.Zip(), Ct);

        Assert.Equal(202511, await EarlierAsync(host, family.Ana, family, 202603));
        Assert.Equal(202506, await EarlierAsync(host, family.Ana, family, 202511));
        Assert.Null(await EarlierAsync(host, family.Ana, family, 202506));
        Assert.Equal(
            202506,
            await EarlierAsync(host, family.Ana, family, 202603, TimelineItems.Workouts)
        );
        Assert.Null(await EarlierAsync(host, family.Ana, family, 202603, TimelineItems.Nights));
    }

    [Theory, BothDatabases]
    public async Task The_way_back_does_not_tell_of_months_that_the_reader_may_not_see(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host)
            .WithAdult("Karim")
            .WithGrant("Karim", "Ana", GrantRole.Viewer, RecordDomains.Measures)
            .BuildAsync(Ct);
        var karim = family.Actor("Karim");
        var export = AppleExport
            .With()
            .Sleep("2025-12-14 00:00:00", "2025-12-14 06:00:00", "AsleepCore")
            .Workout("Running", "2025-11-14 09:00:00", "2025-11-14 09:30:00", 3m);
        await host.ImportAsync(family.Ana, family.AnaPerson, export.Zip(), Ct);
        await host.LogAsync(
            family.Ana,
            family.AnaPerson,
            Typing.Weight(70, Typing.Noon.AddYears(-1)),
            Ct
        );
        await host.Get<WriteNote>()
            .RunAsync(
                family.Ana,
                family.AnaPerson,
                new(Typing.Noon.AddMonths(-1), "Fièvre"),
                Ids.New(),
                Ct
            );

        Assert.Equal(202602, await EarlierAsync(host, family.Ana, family, 202603));
        Assert.Equal(202512, await EarlierAsync(host, family.Ana, family, 202602));
        Assert.Equal(202503, await EarlierAsync(host, karim, family, 202603));
    }

    [Theory, BothDatabases]
    public async Task With_all_of_the_newest_year_deleted_the_latest_is_found_further_back(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.LogAsync(
            family.Ana,
            family.AnaPerson,
            Typing.Weight(68, Typing.Noon.AddYears(-2)),
            Ct
        );
        var newest = await host.LogAsync(family.Ana, family.AnaPerson, Typing.Weight(70), Ct);
        var version = (await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct))[
            0
        ].Revision;
        // The table of the newest year is there, and holds nothing more.
        await LatestAsync(host, family);
        var gone = await host.Get<DeleteReading>()
            .RunAsync(family.Ana, family.AnaPerson, newest, version, Ids.New(), Ct);

        Assert.True(gone.Succeeded, gone.Error?.Key);
        Assert.Equal(68, await LatestAsync(host, family));
    }

    private static async Task<double?> LatestAsync(RecordHost host, TestFamily family) =>
        Assert
            .Single(
                (await host.Get<ReadLatest>().RunAsync(family.Ana, family.AnaPerson, null, Ct))
                    .Value
                    .Kinds
            )
            .Latest?.First;

    private static async Task<int?> EarlierAsync(
        RecordHost host,
        Actor actor,
        TestFamily family,
        int month,
        TimelineItems items = TimelineItems.All
    ) =>
        (await host.Get<ReadTimeline>().RunAsync(actor, family.AnaPerson, month, items, null, Ct))
            .Value
            .Earlier;
}
