using System.Text.RegularExpressions;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>A day's figure is explained, and its owner may decide otherwise: for a day, for a kind, for a device.</summary>
public sealed class WhereItComesFromTests(Home home)
{
    // As they are shown: a name is one name whatever its apostrophe.
    private const string Watch = "Montre d'Ana";
    private const string Phone = "iPhone d'Ana";
    private const string OldWatch = "Ancienne montre d'Ana";
    private const string Day = "2026-05-04";

    [Fact]
    public async Task One_source_alone_on_a_day_and_back()
    {
        await using var tab = await OpenStepsAsync("jour.seul@example.org");
        await AssertTotalAsync(tab, 1300);

        await Only(tab, Phone).ClickAsync();
        await AssertTotalAsync(tab, 1500);
        await Expect(Only(tab, Phone)).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(tab.Page.Locator("#readings")).ToContainTextAsync("une seule source");
        await tab.Page.ReloadAsync();
        await tab.ReadyAsync();
        await AssertTotalAsync(tab, 1500);

        await WhyAsync(tab);
        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = "Revenir à toutes les sources" })
            .ClickAsync();
        await AssertTotalAsync(tab, 1300);
        await Expect(Only(tab, Phone)).ToHaveAttributeAsync("aria-pressed", "false");
        tab.AssertNoFault();
    }

    [Fact]
    public async Task The_order_of_trust_is_the_reader_s_to_change()
    {
        await using var tab = await OpenStepsAsync("ordre.choisi@example.org");
        var order = tab.Page.Locator(".hr-sources strong");
        await Expect(order).ToHaveTextAsync([Watch, Phone]);
        await AssertTotalAsync(tab, 1300);

        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = $"Faire passer {Phone} avant" })
            .ClickAsync();
        await Expect(order).ToHaveTextAsync([Phone, Watch]);
        await AssertTotalAsync(tab, 1500);
        await Expect(tab.Page.Locator("#readings")).ToContainTextAsync("que vous avez choisi");
        await tab.Page.ReloadAsync();
        await tab.ReadyAsync();
        await AssertTotalAsync(tab, 1500);

        await WhyAsync(tab);
        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = $"Faire passer {Phone} après" })
            .ClickAsync();
        await Expect(order).ToHaveTextAsync([Watch, Phone]);
        await AssertTotalAsync(tab, 1300);
        tab.AssertNoFault();
    }

    [Fact]
    public async Task The_report_of_an_import_joins_two_names_of_one_device()
    {
        const string address = "deux.noms@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address, Screen.Phone);
        var card = await tab.ImportAsync(
            Steps().Steps($"{Day} 12:00:00", $"{Day} 13:00:00", 40, OldWatch)
        );

        await card.GetByText("Un appareil sous deux noms").ClickAsync();
        var join = card.GetByRole(AriaRole.Button, new() { Name = "Réunir" });
        await Expect(join).ToBeDisabledAsync();
        await card.GetByLabel("Deux noms du même appareil").SelectOptionAsync(OldWatch);
        await card.GetByLabel("Le même appareil que").SelectOptionAsync(Watch);
        await join.ClickAsync();

        var said = card.GetByText($"{OldWatch} est le même appareil que {Watch}.");
        await Expect(said).ToBeVisibleAsync();
        await tab.AssertFitsAsync();
        await tab.AssertAccessibleAsync("two names of one device");
        var actor = await home.ActorAsync(address);
        await tab.OpenKindAsync(actor.OwnPerson, "Pas");
        await WhyAsync(tab);
        await Expect(tab.Page.Locator(".hr-sources strong")).ToHaveTextAsync([Watch, Phone]);

        await tab.GoAsync("/imports");
        await card.GetByText("Un appareil sous deux noms").ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Séparer" }).ClickAsync();
        await Expect(said).ToHaveCountAsync(0);
        tab.AssertNoFault();
    }

    // From 8 to 9 both tell of the same steps; from 10 to 11 the phone was alone.
    private static AppleExport Steps() =>
        AppleExport
            .With()
            .Steps($"{Day} 08:00:00", $"{Day} 09:00:00", 1000, Watch)
            .Steps($"{Day} 08:00:00", $"{Day} 09:00:00", 1200, Phone)
            .Steps($"{Day} 10:00:00", $"{Day} 11:00:00", 300, Phone);

    private async Task<Tab> OpenStepsAsync(string address)
    {
        var tab = await home.OpenAsNewcomerAsync(address);
        await tab.ImportAsync(Steps());
        var actor = await home.ActorAsync(address);
        await tab.OpenKindAsync(actor.OwnPerson, "Pas");
        await WhyAsync(tab);
        return tab;
    }

    private static async Task WhyAsync(Tab tab) =>
        await tab.Page.GetByText("D’où vient ce chiffre").ClickAsync();

    private static ILocator Only(Tab tab, string source) =>
        tab
            .Page.Locator(".hr-sources li", new() { HasText = source })
            .GetByRole(AriaRole.Button, new() { Name = "Cette source seule" });

    private static async Task AssertTotalAsync(Tab tab, int total) =>
        await Expect(tab.Page.Locator(".hr-kind-days tbody td").First)
            .ToHaveTextAsync(new Regex($@"^1\s{total - 1000:000}$"));
}
