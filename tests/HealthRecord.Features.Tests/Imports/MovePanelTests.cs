using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Tests.Family;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>The file was somebody else's: to say so is a choice, a confirmation, and one tap back.</summary>
public sealed class MovePanelTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_is_given_to_somebody_else_when_that_is_confirmed_and_comes_back()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var leo = family.Person("Léo");
        await ImportAsync(host, family, "earlier.zip", 1);
        var run = await ImportAsync(host, family, "of-leo.zip", 3);
        var persons = await host.Get<ReadShownPersons>().RunAsync(family.Ana, Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("fr-FR");
        var bar = pages.Render<MudSnackbarProvider>();
        var told = 0;
        var card = pages.Render<ImportCard>(p =>
            p.Add(c => c.Run, run)
                .Add(c => c.Whose, "Ana")
                .Add(c => c.Persons, [.. persons.Where(l => l.Person == leo)])
                .Add(c => c.OnChanged, () => told++)
        );

        await Button(card, "Donner à quelqu’un d’autre").ClickAsync(new());
        Assert.DoesNotContain(card.FindAll("button"), b => b.TextContent == "Donner à Léo");
        await card.Find("select").ChangeAsync(new() { Value = $"{leo}" });

        // Said, and nothing done yet.
        var said = Plain(card.Find(".hr-move"));
        Assert.Contains("Mesures qui passent de Ana à Léo : 2.", said);
        Assert.Contains(
            "avait déjà : 1. Elles arrivent aussi chez Léo, et restent chez Ana.",
            said
        );
        Assert.Equal((3, 0), await CountsAsync(host, family));
        await Button(card, "Annuler").ClickAsync(new());
        Assert.Empty(card.FindAll(".hr-move"));
        Assert.Equal((3, 0), await CountsAsync(host, family));

        await Button(card, "Donner à quelqu’un d’autre").ClickAsync(new());
        await card.Find("select").ChangeAsync(new() { Value = $"{leo}" });
        await Button(card, "Donner à Léo").ClickAsync(new());

        Assert.Equal((1, 3), await CountsAsync(host, family));
        Assert.Equal(1, told);
        Assert.Contains("L’import est maintenant dans le carnet de Léo.", bar.Markup);
        await bar.FindAll("button")
            .Single(b => b.TextContent.Trim() == "Annuler")
            .ClickAsync(new());
        bar.WaitForAssertion(() => Assert.Equal(2, told));
        Assert.Equal((3, 0), await CountsAsync(host, family));
    }

    private static Task<ImportRunView> ImportAsync(
        RecordHost host,
        TestFamily family,
        string name,
        int weights
    )
    {
        var export = AppleExport.With();
        for (var i = 1; i <= weights; i++)
            export.Weight($"2026-05-0{i} 08:00:00", 70.5m);
        return host.ImportAsync(family.Ana, family.AnaPerson, export.Bytes(), Ct, name);
    }

    private static async Task<(int Ana, int Leo)> CountsAsync(RecordHost host, TestFamily family) =>
        (
            (await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)).Count,
            (await host.ListAsync(family.Ana, family.Person("Léo"), "body-weight", Ct)).Count
        );

    private static IElement Button(IRenderedComponent<ImportCard> card, string name) =>
        card.FindAll("button").Single(b => b.TextContent.Trim() == name);

    private static string Plain(IElement element) =>
        element.TextContent.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
