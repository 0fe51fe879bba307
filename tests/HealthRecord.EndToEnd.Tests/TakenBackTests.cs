using System.Text.RegularExpressions;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>A reading that was just saved is one tap from never having been there.</summary>
public sealed partial class TakenBackTests(Home home)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Poids", "Valeur", "70,5", null)]
    [InlineData("Tension artérielle", "Tension et pouls", "128/82 71", "À la maison")]
    public async Task The_snack_bar_takes_back_what_was_just_saved(
        string kind,
        string label,
        string value,
        string? place
    )
    {
        var address = $"annule.{Guid.NewGuid():N}@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address, Screen.Phone);
        var actor = await home.ActorAsync(address);
        await tab.GoAsync($"/p/{actor.OwnPerson}");
        await tab.Page.Locator(".hr-bottom-add").ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = kind }).ClickAsync();
        await dialog.GetByLabel(label).FillAsync(value);
        if (place is not null)
            await dialog.GetByRole(AriaRole.Button, new() { Name = place }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator(".hr-tile", new() { HasText = kind })).ToBeVisibleAsync();

        await tab
            .Page.Locator(".mud-snackbar", new() { HasText = "Enregistré" })
            .GetByRole(AriaRole.Button, new() { Name = "Annuler", Exact = true })
            .ClickAsync();

        await Expect(tab.Page.Locator(".mud-snackbar", new() { HasText = "Mesure retirée" }))
            .ToBeVisibleAsync();
        await AssertNothingAsync(tab, kind);
        await tab.GoAsync($"/p/{actor.OwnPerson}");
        await AssertNothingAsync(tab, kind);
        await tab.GoAsync($"/p/{actor.OwnPerson}/carnet");
        await Expect(tab.Page.Locator("main")).Not.ToContainTextAsync(kind);
        tab.AssertNoFault();
    }

    [Fact]
    public async Task Several_values_typed_at_once_go_together()
    {
        const string address = "annule.table@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address);
        var actor = await home.ActorAsync(address);
        await tab.GoAsync($"/p/{actor.OwnPerson}");
        await tab.Page.Locator(".hr-top-add").ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Poids" }).ClickAsync();
        await dialog.GetByText("Plusieurs valeurs").ClickAsync();
        await dialog.Locator("#entry-value-0").FillAsync("70,5");
        await dialog.Locator("#entry-value-1").FillAsync("71,2");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();
        await Expect(tab.Page.Locator(".hr-tile", new() { HasText = "Poids" }))
            .ToContainTextAsync("70,5");

        await tab
            .Page.Locator(".mud-snackbar", new() { HasTextRegex = Two() })
            .GetByRole(AriaRole.Button, new() { Name = "Annuler", Exact = true })
            .ClickAsync();

        await AssertNothingAsync(tab, "Poids");
        tab.AssertNoFault();
    }

    private static async Task AssertNothingAsync(Tab tab, string kind)
    {
        await Expect(tab.Page.Locator(".hr-empty").First).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".hr-tile", new() { HasText = kind })).ToHaveCountAsync(0);
    }

    [GeneratedRegex(@"2\smesures", RegexOptions.None, 1000)]
    private static partial Regex Two();
}
