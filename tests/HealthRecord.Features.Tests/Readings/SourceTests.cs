using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Imports;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Readings;

public sealed class SourceTests
{
    private static readonly DateOnly Day = new(2024, 3, 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_person_decides_whom_to_believe_and_takes_it_back(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var file = AppleExport
            .With()
            .Steps("2024-03-01 09:00:00", "2024-03-01 09:10:00", 800)
            .Steps("2024-03-01 09:00:00", "2024-03-01 09:10:00", 760, AppleExport.Phone)
            .Zip();
        await host.ImportAsync(family.Ana, family.AnaPerson, file, Ct);
        var tag = await host.TagAsync(family.Ana, family.AnaPerson, "steps", Ct);
        var sources = (
            await host.Get<ReadSources>().RunAsync(family.Ana, family.AnaPerson, tag, Ct)
        )
            .Value.Sources.Select(s => s.Source)
            .ToList();
        Assert.Equal(2, sources.Count);
        Assert.Equal(800, await StepsAsync(host, family, tag), 6);

        var overrule = host.Get<OverruleDay>();
        await overrule.RunAsync(family.Ana, family.AnaPerson, tag, Day, sources[1], Ct);
        Assert.Equal(760, await StepsAsync(host, family, tag), 6);
        var why = await host.Get<ExplainDay>().RunAsync(family.Ana, family.AnaPerson, tag, Day, Ct);
        Assert.Equal(sources[1], why.Value.Overrule);
        Assert.True(why.Value.Summary!.Overruled);
        await overrule.RunAsync(family.Ana, family.AnaPerson, tag, Day, null, Ct);
        Assert.Equal(800, await StepsAsync(host, family, tag), 6);

        var order = host.Get<OrderSources>();
        await order.RunAsync(family.Ana, family.AnaPerson, tag, [sources[1], sources[0]], Ct);
        Assert.Equal(760, await StepsAsync(host, family, tag), 6);
        await order.RunAsync(family.Ana, family.AnaPerson, tag, [], Ct);
        Assert.Equal(800, await StepsAsync(host, family, tag), 6);
    }

    [Theory, BothDatabases]
    public async Task Two_names_of_one_device_are_one_source(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var file = AppleExport
            .With()
            .HeartRate("2024-03-01 08:00:00", 60)
            .HeartRate("2024-03-01 09:00:00", 70, "Apple Watch d'Ana")
            .Zip();
        await host.ImportAsync(family.Ana, family.AnaPerson, file, Ct);
        var tag = await host.TagAsync(family.Ana, family.AnaPerson, "heart-rate", Ct);
        var read = host.Get<ReadSources>();
        var before = (await read.RunAsync(family.Ana, family.AnaPerson, tag, Ct)).Value.Sources;
        Assert.All(before, s => Assert.Null(s.SameAs));

        var said = await host.Get<DeclareSameDevice>()
            .RunAsync(family.Ana, family.AnaPerson, tag, before[1].Source, before[0].Source, Ct);

        Assert.True(said.Succeeded, said.Error?.Key);
        var after = (await read.RunAsync(family.Ana, family.AnaPerson, tag, Ct)).Value.Sources;
        Assert.Equal([null, before[0].Source], after.Select(s => s.SameAs));
        var days = await host.Get<ReadDays>()
            .RunAsync(family.Ana, family.AnaPerson, tag, Day, Day, Ct);
        Assert.Single(Assert.Single(days.Value.Days).Shares);
    }

    [Theory, BothDatabases]
    public async Task A_download_holds_no_formula_and_every_digit(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var form = new ReadingForm(
            "body-weight",
            Typing.Noon,
            [new WrittenNumber(7050, -2)],
            Note: "=HYPERLINK(\"x\")"
        );
        await host.LogAsync(family.Ana, family.AnaPerson, form, Ct);
        var tag = await host.TagAsync(family.Ana, family.AnaPerson, "body-weight", Ct);

        var lines = new List<string>();
        var export = await host.Get<ExportReadings>()
            .RunAsync(family.Ana, family.AnaPerson, tag, true, Ct);
        await foreach (var line in export.Value.WithCancellation(Ct))
            lines.Add(line);

        Assert.Equal(2, lines.Count);
        Assert.Contains(",70.50,", lines[1], StringComparison.Ordinal);
        Assert.Contains(",\"'=HYPERLINK(\"\"x\"\")\",", lines[1], StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_download_ends_when_the_right_to_it_ends(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithAdult("Karim").BuildAsync(Ct);
        var karim = family.Actor("Karim");
        await family.GrantAsync(
            karim,
            family.AnaPerson,
            GrantRole.Viewer,
            RecordDomains.Measures,
            until: TimeSpan.FromHours(1),
            ct: Ct
        );
        var file = AppleExport.With();
        for (var i = 0; i <= ReadingsQuery.LargestPage; i++)
            file = file.HeartRate(
                Day.ToDateTime(TimeOnly.MinValue)
                    .AddMinutes(i)
                    .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                60
            );
        await host.ImportAsync(family.Ana, family.AnaPerson, file.Zip(), Ct);
        var tag = await host.TagAsync(karim, family.AnaPerson, "heart-rate", Ct);
        var export = await host.Get<ExportReadings>()
            .RunAsync(karim, family.AnaPerson, tag, true, Ct);

        var lines = 0;
        await Assert.ThrowsAsync<ExportEndedException>(async () =>
        {
            await foreach (var line in export.Value.WithCancellation(Ct))
                if (lines++ == 1)
                    host.Clock.Advance(TimeSpan.FromHours(2));
        });

        Assert.Equal(1 + ReadingsQuery.LargestPage, lines);
    }

    [Theory, BothDatabases]
    public async Task The_logbook_shows_a_month_and_a_draft_comes_back_for_seven_days(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.LogAsync(family.Ana, family.AnaPerson, Typing.Weight(70), Ct);
        await host.Get<WriteNote>()
            .RunAsync(
                family.Ana,
                family.AnaPerson,
                new(Typing.Noon.AddHours(1), "Fièvre"),
                Ids.New(),
                Ct
            );
        var drafts = host.Get<Drafts>();
        await drafts.SaveAsync(family.Ana, family.AnaPerson, "quick-entry", "70,5", Ct);

        var view = await host.Get<ReadTimeline>()
            .RunAsync(family.Ana, family.AnaPerson, 202603, TimelineItems.All, null, Ct);

        Assert.Equal(
            [TimelineItems.Notes, TimelineItems.Readings],
            view.Value.Rows.Select(r => r.Item)
        );
        Assert.Equal(
            "70,5",
            await drafts.ReadAsync(family.Ana, family.AnaPerson, "quick-entry", Ct)
        );
        host.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Null(await drafts.ReadAsync(family.Ana, family.AnaPerson, "quick-entry", Ct));
    }

    private static async Task<double> StepsAsync(RecordHost host, TestFamily family, KindTag tag)
    {
        var days = await host.Get<ReadDays>()
            .RunAsync(family.Ana, family.AnaPerson, tag, Day, Day, Ct);
        return Assert.Single(days.Value.Days).Summary.Total;
    }
}
