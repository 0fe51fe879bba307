using HealthRecord.Features.Family;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>How one wants to be reminded is chosen on one page, and the operator's tasks keep to the content policy.</summary>
public sealed class ReminderSettingsTests(Home home)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hours_persons_and_the_private_calendar_are_chosen_on_one_page()
    {
        const string address = "rappels.reglages@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address, Screen.Phone);
        await home.Get<AddPerson>()
            .RunAsync(await home.ActorAsync(address), new PersonForm { Name = "Léo" }, null, Ct);
        await tab.GoAsync("/reglages/rappels");
        var main = tab.Page.Locator("main");
        await Expect(main).ToContainTextAsync("Ce n’est pas une alarme");
        await main.Locator("#remind-day").SelectOptionAsync("Thursday");
        await main.Locator("#remind-hour").SelectOptionAsync("18");
        await main.GetByRole(AriaRole.Checkbox, new() { Name = "Léo" }).UncheckAsync();
        await main.GetByRole(AriaRole.Button, new() { Name = "Enregistrer", Exact = true })
            .First.ClickAsync();
        await Expect(tab.Page.Locator(".mud-snackbar")).ToBeVisibleAsync();
        await main.GetByRole(AriaRole.Button, new() { Name = "Créer une adresse" }).ClickAsync();
        await Expect(main.Locator("#remind-address")).ToContainTextAsync(".ics");
        await tab.Page.Mouse.MoveAsync(0, 0);
        await tab.AssertAccessibleAsync("how one is reminded");
        await tab.AssertFitsAsync();

        await tab.GoAsync("/reglages/rappels");

        await Expect(main.Locator("#remind-day")).ToHaveValueAsync("Thursday");
        await Expect(main.Locator("#remind-hour")).ToHaveValueAsync("18");
        await Expect(main.GetByRole(AriaRole.Checkbox, new() { Name = "Léo" }))
            .Not.ToBeCheckedAsync();
        await Expect(main).ToContainTextAsync("Elle n’a pas encore été lue");
        await Expect(main.Locator("#remind-address")).ToHaveCountAsync(0);
        tab.AssertNoFault();
    }

    [Fact]
    public async Task The_operator_sees_the_tasks_and_no_script_breaks_the_policy()
    {
        const string address = "operatrice@example.org";
        await using var app = ProductApp.Start(("Operators:Emails:0", address));
        using var visitor = await app.SignedUpAsync(address, ct: Ct);
        await using var tab = await home.Chromium.OpenAsync(app.Url);
        await tab.SignInAsync(visitor);
        foreach (var page in new[] { "", "/jobs/failed", "/recurring", "/retries", "/servers" })
        {
            await tab.Page.GotoAsync($"/operateur/taches{page}");
            await Expect(tab.Page.Locator("#wrap")).ToBeVisibleAsync();
        }
        tab.AssertNoFault();
    }
}
