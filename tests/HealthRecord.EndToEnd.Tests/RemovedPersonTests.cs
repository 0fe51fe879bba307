using HealthRecord.Features.Family;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>A person without an account is erased only after a wait that everybody sees and a guardian can end.</summary>
public sealed class RemovedPersonTests(Home home)
{
    private const string Name = "Noé";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asked_for_taken_back_asked_for_again_and_erased_to_the_end()
    {
        const string address = "seul.parent@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address, Screen.Phone);
        var ana = await home.ActorAsync(address);
        var child = await home.Get<AddPerson>()
            .RunAsync(ana, new PersonForm { Name = Name }, null, Ct);
        var page = $"/reglages/personnes/{child.Value}";

        await tab.GoAsync(page);
        await AskAsync(tab, "Léo", Visitor.GoodPassword);
        await Expect(tab.Page.Locator("main").GetByRole(AriaRole.Alert).First).ToBeVisibleAsync();
        await Expect(Keep(tab)).ToHaveCountAsync(0);
        await FillAsync(tab, Name, Visitor.GoodPassword);
        await Expect(tab.Page.GetByRole(AriaRole.Status).First)
            .ToContainTextAsync("Ce carnet sera effacé le");
        await tab.AssertFitsAsync();
        // A message stays while the pointer rests on it.
        await tab.Page.Mouse.MoveAsync(0, 0);
        await tab.AssertAccessibleAsync("a person who will be erased");
        await tab.GoAsync("/famille");
        await Expect(tab.Page.Locator("main")).ToContainTextAsync("ce carnet sera effacé le");

        await tab.GoAsync(page);
        await Keep(tab).ClickAsync();
        await Expect(Keep(tab)).ToHaveCountAsync(0);
        await tab.GoAsync("/famille");
        await Expect(tab.Page.Locator("main")).Not.ToContainTextAsync("sera effacé");

        await tab.GoAsync(page);
        await AskAsync(tab, Name, Visitor.GoodPassword);
        await Expect(Keep(tab)).ToBeVisibleAsync();
        await WaitOverAsync(child.Value.Value);
        await home.Get<EraseDue>().RunAsync(Ct);

        await tab.GoAsync("/famille");
        await Expect(tab.Page.Locator("main article")).ToHaveCountAsync(1);
        await Expect(tab.Page.Locator("body")).Not.ToContainTextAsync(Name);
        await tab.GoAsync($"/p/{child.Value}");
        await Expect(tab.Page.Locator("main")).ToContainTextAsync("n’existe pas");
        tab.AssertNoFault();
    }

    private static ILocator Keep(Tab tab) =>
        tab
            .Page.Locator("main")
            .GetByRole(AriaRole.Button, new() { Name = "Annuler l’effacement" });

    private static async Task AskAsync(Tab tab, string name, string password)
    {
        await tab
            .Page.Locator("summary", new() { HasText = "Effacer cette personne" })
            .ClickAsync();
        await FillAsync(tab, name, password);
    }

    private static async Task FillAsync(Tab tab, string name, string password)
    {
        await tab.Page.Locator("#remove-name").FillAsync(name);
        await tab.Page.Locator("#remove-password").FillAsync(password);
        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = "Demander l’effacement" })
            .ClickAsync();
    }

    // The family shares one clock with all tests: the day comes to the person instead.
    private async Task WaitOverAsync(Guid person)
    {
        await using var db = await home.Get<HealthDbs>().WriteAsync(Ct);
        await db
            .Persons.Where(p => p.Id == person)
            .ExecuteUpdateAsync(
                s => s.SetProperty(p => p.EraseAfterUtc, DateTime.UtcNow.AddMinutes(-1)),
                Ct
            );
    }
}
