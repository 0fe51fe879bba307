using HealthRecord.TestKit.Vendors;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>A service of a vendor is connected in a browser, over real HTTP, against a double that refuses what the vendor refuses.</summary>
public sealed class ConnectedServiceTests(Home home)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Withings_is_connected_delivers_is_taken_back_and_reconnected()
    {
        await using var cloud = await WithingsDouble.StartAsync(TimeProvider.System);
        cloud.Weigh(1, DateTimeOffset.UtcNow.AddDays(-3), 71_300);
        await using var app = ProductApp.Start(cloud.Settings);
        using var visitor = await app.SignedUpAsync("relie@example.org", ct: Ct);
        await using var tab = await home.Chromium.OpenAsync(app.Url);
        await tab.SignInAsync(visitor);
        await tab.GoAsync("/imports");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Services reliés" }).ClickAsync();
        await Expect(tab.Page.GetByText("Aucun service n’est encore relié.")).ToBeVisibleAsync();

        // Who does not agree comes back with a sentence, and nothing has changed.
        await PressAsync(tab, "Relier Withings");
        await AnswerAsync(tab, "Cancel");
        await Expect(tab.Page.GetByText("L’accès n’a pas été accordé.")).ToBeVisibleAsync();
        await PressAsync(tab, "Relier Withings");
        await AnswerAsync(tab, "Allow this app");

        var card = tab.Page.GetByRole(AriaRole.Region, new() { Name = "Withings", Exact = true });
        await Expect(card).ToContainTextAsync("Relié");
        await Expect(card).ToContainTextAsync("Dernière livraison");
        Assert.DoesNotContain("code=", tab.Page.Url, StringComparison.Ordinal);
        await AssertRightAsync(tab);
        var actor = await Home.ActorAsync(app, "relie@example.org", Ct);
        await tab.GoAsync($"/p/{actor.OwnPerson}");
        var tile = tab.Page.Locator(".hr-tile", new() { HasText = "Poids" });
        await Expect(tile).ToContainTextAsync("71,3");
        await Expect(tile).ToContainTextAsync("Withings");

        // Taken back in the vendor's own app: the next question finds out.
        cloud.TakeBack();
        await tab.GoAsync("/imports/services");
        await card.GetByRole(AriaRole.Button, new() { Name = "Demander maintenant" }).ClickAsync();
        await Expect(card).ToContainTextAsync("À reconnecter");
        await Expect(card).ToContainTextAsync("Ce qui est déjà dans le carnet reste");
        await AssertRightAsync(tab);

        await card.GetByRole(AriaRole.Button, new() { Name = "Reconnecter" }).ClickAsync();
        await AnswerAsync(tab, "Allow this app");
        await Expect(card).ToContainTextAsync("Relié");
        await Expect(card).Not.ToContainTextAsync("À reconnecter");
        tab.AssertNoFault();
    }

    private static Task PressAsync(Tab tab, string name) =>
        tab.Page.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

    /// <summary>At the vendor's page, which is not ours: that the browser goes there is no fault.</summary>
    private static async Task AnswerAsync(Tab tab, string link)
    {
        var answer = tab.Page.GetByRole(AriaRole.Link, new() { Name = link });
        await Expect(answer).ToBeVisibleAsync();
        tab.Forget();
        await answer.ClickAsync();
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Services reliés");
        await tab.ReadyAsync();
    }

    private static async Task AssertRightAsync(Tab tab)
    {
        await PageWords.AssertRightAsync(tab.Page, french: true);
        foreach (var screen in new Screen[] { new(1280, 900), new(360, 780, Dark: true) })
        {
            await tab.ShowOnAsync(screen);
            await tab.AssertAccessibleAsync($"{tab.Page.Url} on {screen}");
            await tab.AssertFitsAsync();
        }
        await tab.ShowOnAsync(Screen.Desk);
    }
}
