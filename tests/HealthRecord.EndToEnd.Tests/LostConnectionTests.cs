using HealthRecord.Features.Dashboard.Entry;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>The network goes away and comes back: the page says so, and nothing typed is lost.</summary>
public sealed class LostConnectionTests(Home home)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_says_it_and_goes_on_where_it_was()
    {
        using var line = new Line();
        await using var app = ProductApp.Start(("PublicUrl", line.Url.ToString()));
        line.LeadTo(app.Url);
        await using var tab = await OpenAsync(app, line, "ligne.coupee@example.org");
        var value = await TypeAsync(tab, "71,3");

        line.Cut();
        await Expect(tab.Page.GetByText("Connexion interrompue")).ToBeVisibleAsync();
        line.Mend();

        await Expect(tab.Page.GetByText("Connexion interrompue")).ToBeHiddenAsync();
        await Expect(value).ToHaveValueAsync("71,3");
        await value.PressAsync("Enter");
        await Expect(tab.Page.Locator("main article")).ToContainTextAsync("71,3");
    }

    [Fact]
    public async Task What_was_typed_is_back_after_the_server_has_forgotten_the_page()
    {
        const string address = "circuit.perdu@example.org";
        using var line = new Line();
        await using var app = ProductApp.Start(("PublicUrl", line.Url.ToString()));
        line.LeadTo(app.Url);
        // The server keeps no page that nobody is connected to.
        app
            .Services.GetRequiredService<IOptions<CircuitOptions>>()
            .Value.DisconnectedCircuitRetentionPeriod = TimeSpan.Zero;
        await using var tab = await OpenAsync(app, line, address);
        await TypeAsync(tab, "72,4");
        await UntilDraftIsKeptAsync(app, address, "72,4");

        line.Cut();
        await Expect(tab.Page.GetByText("Connexion interrompue")).ToBeVisibleAsync();
        line.Mend();

        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await tab.ReadyAsync();
        await tab.Page.Locator(".hr-top-add").ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByText("Votre saisie précédente a été gardée")).ToBeVisibleAsync();
        await Expect(dialog.GetByLabel("Valeur")).ToHaveValueAsync("72,4");
    }

    private async Task<Tab> OpenAsync(ProductApp app, Line line, string address)
    {
        using var visitor = await app.SignedUpAsync(address, ct: Ct);
        var tab = await home.Chromium.OpenAsync(line.Url);
        await tab.SignInAsync(visitor);
        await tab.GoAsync("/famille");
        return tab;
    }

    private static async Task<ILocator> TypeAsync(Tab tab, string text)
    {
        await tab.Page.Locator(".hr-top-add").ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Poids" }).ClickAsync();
        var value = dialog.GetByLabel("Valeur");
        await value.PressSequentiallyAsync(text);
        return value;
    }

    private static async Task UntilDraftIsKeptAsync(ProductApp app, string address, string text)
    {
        var actor = await Home.ActorAsync(app, address, Ct);
        var drafts = app.Services.GetRequiredService<Drafts>();
        string? kept = null;
        while (kept?.Contains(text, StringComparison.Ordinal) != true)
        {
            kept = await drafts.ReadAsync(actor, actor.OwnPerson, EntryDraft.Form, Ct);
            await Task.Yield();
        }
    }
}
