using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>From nothing to a family that keeps its record: every step as people take it, in one browser each.</summary>
public sealed class WholeWayTests(Home home)
{
    private const string Ana = "ana.nouvelle@example.org";
    private const string Hugo = "hugo.invite@example.org";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_family_signs_up_keeps_readings_imports_and_invites()
    {
        await using var ana = await home.OpenAsync();
        await ana.GoAsync("/");
        await ana.Page.Locator("main a[href='/compte/inscription']").First.ClickAsync();
        await SignUpAsync(ana.Page, Ana, "Ana");
        await ConfirmAsync(ana, Ana);
        await SignOutAndInAgainAsync(ana, Ana);

        await AddChildAsync(ana.Page, "Noé", "2021-11-03");
        await LogWeightAsync(ana, "Noé", "16,4");
        await ImportAsync(ana, "Ana");
        await OpenChartAsync(ana);
        await SwitchToDarkAsync(ana);
        await SwitchToEnglishAsync(ana);

        await using var hugo = await home.OpenAsync();
        await InviteAsync(ana, Hugo);
        await JoinAsync(hugo, Hugo);
        await AssertNobodySeesAnybodyAsync(ana, hugo);
        await GrantChildAsync(ana, "Noé", "Hugo");
        await hugo.GoAsync("/famille");
        await Expect(hugo.Page.Locator("main article h2", new() { HasText = "Noé" }))
            .ToBeVisibleAsync();
        await Expect(hugo.Page.Locator("main article")).ToHaveCountAsync(2);

        ana.AssertNoFault();
        hugo.AssertNoFault();
    }

    private async Task SignUpAsync(IPage page, string address, string name)
    {
        await page.Locator("[name=PersonName]").FillAsync(name);
        await page.Locator("[name=Address]").FillAsync(address);
        await page.Locator("[name=Password]").FillAsync(Visitor.GoodPassword);
        await page.Locator("main button[type=submit]").ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/compte/message-envoye"));
        Assert.NotEmpty(await home.App.MailAsync(address, Ct));
    }

    // As a developer does who has no mail server: the newest mail of the list, and the link in it.
    private static async Task ConfirmAsync(Tab tab, string address)
    {
        await tab.Page.GotoAsync("/dev/mail");
        await tab
            .Page.Locator("tr, li", new() { HasText = address })
            .First.Locator("a")
            .First.ClickAsync();
        await tab.Page.Locator("a[href*='/compte/confirmer']").First.ClickAsync();
        await tab.Page.Locator("[name=Password]").FillAsync(Visitor.GoodPassword);
        await tab.Page.Locator("main button[type=submit]").ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/famille$"));
        await tab.ReadyAsync();
    }

    private static async Task SignOutAndInAgainAsync(Tab tab, string address)
    {
        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = "Se déconnecter" })
            .First.ClickAsync();
        await Expect(tab.Page.Locator(".acc-page")).ToBeVisibleAsync();
        // The line is cut before the page is gone, and its script notices.
        tab.Forget();
        await tab.GoAsync("/compte/connexion");
        await tab.Page.Locator("[name=Address]").FillAsync(address);
        await tab.Page.Locator("[name=Password]").FillAsync(Visitor.GoodPassword);
        await tab.Page.Locator("main button[type=submit]").ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(new Regex("/famille$"));
        await tab.ReadyAsync();
    }

    private static async Task AddChildAsync(IPage page, string name, string born)
    {
        await page.Locator("main a", new() { HasText = "Ajouter une personne" }).First.ClickAsync();
        await page.GetByLabel("Nom", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Date de naissance").FillAsync(born);
        await page.Locator("main button[type=submit]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync($"Fiche de {name}");
    }

    private static async Task LogWeightAsync(Tab tab, string name, string kilograms)
    {
        var page = tab.Page;
        await page.Locator(".hr-side a", new() { HasText = name }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync(name);
        await page.Locator(".hr-top-add").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Poids" }).ClickAsync();
        await dialog.GetByLabel("Valeur").FillAsync(kilograms);
        await dialog.GetByLabel("Valeur").PressAsync("Enter");
        await Expect(page.GetByText("Enregistré").First).ToBeVisibleAsync();
        await Expect(page.Locator(".hr-tile", new() { HasText = "Poids" }))
            .ToContainTextAsync(kilograms);
    }

    private static async Task ImportAsync(Tab tab, string name)
    {
        var page = tab.Page;
        await tab.GoAsync("/imports");
        await page.GetByRole(AriaRole.Region, new() { Name = "Importer un fichier" })
            .GetByLabel("À qui appartiennent ces données")
            .SelectOptionAsync(name);
        await page.Locator("#import-file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "export.zip",
                    MimeType = "application/zip",
                    Buffer = AppleExports.Zip(4000),
                }
            );
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true })
            .ClickAsync();
        var card = page.Locator("article", new() { HasText = "export.zip" });
        await Expect(card).ToContainTextAsync("Terminé");
        await Expect(card).ToContainTextAsync("Mesures ajoutées");
        await card.GetByText("Le détail par mesure").ClickAsync();
        await Expect(
                card.GetByRole(
                    AriaRole.Rowheader,
                    new() { Name = "Fréquence cardiaque", Exact = true }
                )
            )
            .ToBeVisibleAsync();
    }

    private static async Task OpenChartAsync(Tab tab)
    {
        var page = tab.Page;
        await page.Locator(".hr-side a", new() { HasText = "Ana" }).First.ClickAsync();
        await page.Locator("main")
            .GetByRole(AriaRole.Link, new() { Name = "Fréquence cardiaque", Exact = true })
            .ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Tout", Exact = true }).ClickAsync();
        await tab.ReadyAsync();
        var line = page.Locator(".hr-chart svg path[stroke]");
        Assert.NotEqual(0, await line.CountAsync());
        await Expect(page.Locator("#kind-sentence")).ToContainTextAsync("En moyenne");
    }

    private static async Task SwitchToDarkAsync(Tab tab)
    {
        var light = await tab.BackgroundAsync();
        var where = tab.Page.Url;
        await tab
            .Page.Locator(".hr-side")
            .GetByRole(AriaRole.Button, new() { Name = "Sombre" })
            .ClickAsync();
        await Expect(tab.Page.Locator("html[data-theme=dark]")).ToBeAttachedAsync();
        await tab.ReadyAsync();
        Assert.Equal(where, tab.Page.Url);
        Assert.NotEqual(light, await tab.BackgroundAsync());
    }

    private static async Task SwitchToEnglishAsync(Tab tab)
    {
        await tab
            .Page.Locator(".hr-side")
            .GetByRole(AriaRole.Button, new() { Name = "English" })
            .ClickAsync();
        await Expect(tab.Page.Locator("html[lang=en][data-theme=dark]")).ToBeAttachedAsync();
        await tab.ReadyAsync();
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Heart rate");
    }

    private static async Task InviteAsync(Tab tab, string address)
    {
        await tab.GoAsync("/partage");
        await tab.Page.Locator("#invite-email").FillAsync(address);
        await tab.Page.Locator("#invite-email").PressAsync("Enter");
        await Expect(tab.Page.Locator("main")).ToContainTextAsync(address);
    }

    private async Task JoinAsync(Tab tab, string address)
    {
        var mail = (await home.App.MailAsync(address, Ct))[^1];
        var link = Visitor.LinkIn(mail, "/invitation/");
        await tab.GoAsync(link);
        await Expect(tab.Page.Locator("h1")).ToContainTextAsync("Ana");
        await tab.Page.Locator("main a[href^='/compte/inscription']").ClickAsync();
        await SignUpAsync(tab.Page, address, "Hugo");
        await ConfirmAsync(tab, address);
        // The link was good for one person, once.
        await tab.GoAsync(link);
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Invitation expirée");
    }

    private static async Task AssertNobodySeesAnybodyAsync(Tab ana, Tab hugo)
    {
        await hugo.GoAsync("/famille");
        await Expect(hugo.Page.Locator("main article")).ToHaveCountAsync(1);
        await Expect(hugo.Page.Locator("main")).Not.ToContainTextAsync("Noé");

        await ana.GoAsync("/famille");
        await Expect(ana.Page.Locator("main article")).ToHaveCountAsync(2);
        await Expect(ana.Page.Locator("main")).Not.ToContainTextAsync("Hugo");
        await ana.GoAsync("/partage");
        await Expect(CellOf(ana.Page, "Noé", "Hugo")).ToContainTextAsync("Sees nothing");
    }

    private static async Task GrantChildAsync(Tab tab, string child, string adult)
    {
        await CellOf(tab.Page, child, adult).GetByRole(AriaRole.Button).ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("[data-all]").CheckAsync();
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(CellOf(tab.Page, child, adult)).Not.ToContainTextAsync("Sees nothing");
    }

    private static ILocator CellOf(IPage page, string person, string adult) =>
        page.Locator("tbody tr", new() { HasText = person })
            .Locator(string.Create(CultureInfo.InvariantCulture, $"td[data-adult='{adult}']"));
}
