using System.Globalization;
using HealthRecord.Domain;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>Two sources tell one event: it counts once and says so, until its owner says that they were two.</summary>
public sealed class EchoTests(Home home)
{
    private const string Scale = "Balance";
    private const string Phone = "iPhone de Camille";

    // The logbook opens at the last weeks.
    private static readonly string Day = DateTime
        .UtcNow.AddDays(-3)
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_weight_told_twice_counts_once_is_split_and_joined_again()
    {
        const string address = "double.poids@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address);
        await tab.ImportAsync(
            AppleExport
                .With()
                .Weight($"{Day} 08:00:00", 70.5m, Scale)
                .Weight($"{Day} 08:00:30", 70.5m, Phone)
        );
        await tab.OpenKindAsync((await home.ActorAsync(address)).OwnPerson, "Poids");
        await AssertCountAsync(tab, 1);
        await Expect(Rows(tab)).ToHaveCountAsync(2);
        var echo = Rows(tab).Filter(new() { HasText = "déjà compté d’après" });
        await Expect(echo).ToHaveCountAsync(1);

        // The one that counts has nothing to be split from.
        await OpenAsync(tab, Rows(tab).Filter(new() { HasNotText = "déjà compté" }));
        await Expect(Dialog(tab).GetByLabel("Valeur")).ToHaveValueAsync("70,5");
        await Expect(Dialog(tab).GetByText("même mesure")).ToHaveCountAsync(0);
        await Dialog(tab).Locator(".mud-button-close").ClickAsync();
        await Expect(Dialog(tab)).ToHaveCountAsync(0);

        await OpenAsync(tab, echo);
        await Expect(Dialog(tab)).ToContainTextAsync("donne la même mesure, au même moment");
        await AssertRightAsync(tab);
        await PressAsync(Dialog(tab), "C’est une autre mesure");
        await AssertCountAsync(tab, 2);
        await Expect(echo).ToHaveCountAsync(0);
        var own = Rows(tab).Filter(new() { HasText = "compté à part" });
        await Expect(own).ToHaveCountAsync(1);
        await tab.Page.ReloadAsync();
        await tab.ReadyAsync();
        await AssertCountAsync(tab, 2);

        await OpenAsync(tab, own);
        await Expect(Dialog(tab))
            .ToContainTextAsync("Vous avez dit que cette mesure compte à part");
        await PressAsync(Dialog(tab), "La compter comme avant");
        await AssertCountAsync(tab, 1);
        await Expect(echo).ToHaveCountAsync(1);

        // And the bar takes the last word back.
        await tab
            .Page.Locator(".mud-snackbar", new() { HasText = "Comptée comme avant" })
            .GetByRole(AriaRole.Button, new() { Name = "Annuler", Exact = true })
            .ClickAsync();
        await AssertCountAsync(tab, 2);
        tab.AssertNoFault();
    }

    [Fact]
    public async Task A_workout_told_twice_is_one_is_split_and_joined_again()
    {
        const string address = "double.sport@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address);
        await tab.ImportAsync(
            AppleExport
                .With()
                .Workout("Running", $"{Day} 18:00:00", $"{Day} 18:40:00", 7.2m, 500m)
                .Workout("Running", $"{Day} 18:00:30", $"{Day} 18:40:00", 7.1m, null, Phone)
        );
        var person = (await home.ActorAsync(address)).OwnPerson;
        await AssertWorkoutsAsync(tab, person, 1);

        await tab.Page.Locator("main a[href*='/carnet/']").First.ClickAsync();
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Course à pied");
        await Expect(tab.Page.GetByText("D’après :")).ToContainTextAsync(Phone);
        await AssertRightAsync(tab);
        await PressAsync(tab.Page.Locator("main"), "Ce n’est pas la même séance");
        var join = tab.Page.GetByRole(
            AriaRole.Button,
            new() { Name = "Réunir de nouveau avec la même séance" }
        );
        await Expect(join).ToBeVisibleAsync();
        await Expect(tab.Page.GetByText("D’après :")).Not.ToContainTextAsync(Phone);
        var here = tab.Page.Url;
        await AssertWorkoutsAsync(tab, person, 2);

        await tab.GoAsync(new Uri(here).PathAndQuery);
        await join.ClickAsync();
        await Expect(tab.Page.GetByText("D’après :")).ToContainTextAsync(Phone);
        await AssertWorkoutsAsync(tab, person, 1);
        tab.AssertNoFault();
    }

    private static ILocator Rows(Tab tab) => tab.Page.Locator("#readings .hr-reading");

    private static ILocator Dialog(Tab tab) => tab.Page.GetByRole(AriaRole.Dialog);

    private static Task OpenAsync(Tab tab, ILocator row) =>
        row.GetByRole(AriaRole.Button, new() { Name = "Corriger" }).ClickAsync();

    private static Task PressAsync(ILocator where, string name) =>
        where.GetByRole(AriaRole.Button, new() { Name = name }).ClickAsync();

    private static async Task AssertCountAsync(Tab tab, int count) =>
        await Expect(tab.Page.Locator(".hr-kind-days tbody tr").First.Locator("td").Last)
            .ToHaveTextAsync($"{count}");

    private static async Task AssertWorkoutsAsync(Tab tab, PersonId person, int count)
    {
        await tab.GoAsync($"/p/{person}/carnet");
        await Expect(tab.Page.Locator("main a[href*='/carnet/']")).ToHaveCountAsync(count);
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
