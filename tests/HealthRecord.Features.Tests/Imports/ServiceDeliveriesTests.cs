using System.Globalization;
using Bunit;
using HealthRecord.Domain;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Tests.Family;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>A service delivers several times a day: what a family brought by itself is still found.</summary>
public sealed class ServiceDeliveriesTests
{
    private static readonly Dictionary<string, string> NoAnswers = new(StringComparer.Ordinal);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Deliveries_push_neither_a_file_nor_another_service_out_of_the_list(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await FileAsync(host, family);
        await DeliverAsync(host, family, Guid.NewGuid(), "Oura", 1);
        var first = await DeliverAsync(host, family, Guid.NewGuid(), "Withings", 60);

        var runs = await host.Get<ReadImports>().RunAsync(family.Ana, Ct);

        Assert.Equal("own.zip", Assert.Single(runs, r => !r.IsDelivery).FileName);
        Assert.Single(runs, r => r.Service == "Oura");
        var withings = runs.Where(r => r.Service == "Withings").ToList();
        Assert.Equal(10, withings.Count);
        Assert.Equal(host.Clock.GetUtcNow().UtcDateTime, withings[0].CreatedUtc);

        // One of long ago that stands still is not forgotten behind the newer ones.
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
            await db
                .ImportRuns.Where(r => r.Id == first.Value)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.State, ImportState.Interrupted), Ct);
        runs = await host.Get<ReadImports>().RunAsync(family.Ana, Ct);
        Assert.Contains(runs, r => r.Run == first && r.WaitsForSomebody);
    }

    [Fact]
    public async Task The_page_has_one_line_for_each_service_and_its_deliveries_behind_it()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        await FileAsync(host, family);
        await DeliverAsync(host, family, Guid.NewGuid(), "Oura", 2);
        // Ended and connected anew it is another connection, and to people the same service.
        await DeliverAsync(host, family, Guid.NewGuid(), "Withings", 3);
        await DeliverAsync(host, family, Guid.NewGuid(), "Withings", 3);
        var persons = await host.Get<ReadShownPersons>().RunAsync(family.Ana, Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        pages.Services.GetRequiredService<WhoIsShown>().Know(persons);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("fr-FR");

        var page = pages.Render<ImportPage>();
        page.WaitForElement("article");

        var lines = page.FindAll("section[aria-labelledby=all-imports] > details");
        Assert.Equal(
            [
                "Withings, pour Ana : dernière livraison ven. 27 nov. 2026",
                "Oura, pour Ana : dernière livraison mer. 25 nov. 2026",
            ],
            lines.Select(l => Plain(l.QuerySelector("summary")!.TextContent))
        );
        Assert.Equal([6, 2], lines.Select(l => l.QuerySelectorAll("article").Length));
        var alone = page.FindAll("section[aria-labelledby=all-imports] > article");
        Assert.Contains("own.zip", Assert.Single(alone).TextContent);
    }

    private static async Task FileAsync(RecordHost host, TestFamily family) =>
        await host.ImportAsync(
            family.Ana,
            family.AnaPerson,
            AppleExport.With().Weight("2026-05-01 08:00:00", 70.5m).Bytes(),
            Ct,
            "own.zip"
        );

    /// <returns>The first one.</returns>
    private static async Task<ImportId> DeliverAsync(
        RecordHost host,
        TestFamily family,
        Guid connection,
        string service,
        int count
    )
    {
        ImportId? first = null;
        for (var i = 0; i < count; i++)
        {
            host.Clock.Advance(TimeSpan.FromHours(6));
            var file = AppleExport.With().Weight($"2026-06-01 08:{i:00}:00", 70.5m).Bytes();
            var run = await host.Get<DeliveredFiles>()
                .TakeAsync(family.Ana, family.AnaPerson, connection, service, file, NoAnswers, Ct);
            await host.Get<ImportJob>().RunAsync(run.Value, Ct);
            first ??= run;
        }
        return first!.Value;
    }

    private static string Plain(string text) => text.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
