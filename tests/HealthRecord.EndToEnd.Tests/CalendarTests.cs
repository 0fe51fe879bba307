using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>What is due is written down where it is read, and is due no more.</summary>
public sealed class CalendarTests(Home home)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_vaccination_is_written_down_and_its_reminder_goes()
    {
        const string address = "calendrier@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address, Screen.Phone);
        var born = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-75);
        var lea = await AddAsync(address, born);

        await tab.GoAsync($"/p/{lea}/sante/calendrier");
        await Expect(tab.Page.Locator("#contenu")).Not.ToContainTextAsync("dépassée");
        await Expect(Item(tab, "Hexavalent")).ToHaveCountAsync(0);
        await tab.AssertAccessibleAsync("a calendar to be completed");
        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = "Le carnet est à jour Vaccinations" })
            .ClickAsync();

        var due = Item(tab, "Hexavalent");
        await Expect(due).ToContainTextAsync("dose 1 sur 3");
        await due.GetByText("Pourquoi ce rappel").ClickAsync();
        await Expect(due).ToContainTextAsync("source officielle");
        await due.GetByRole(AriaRole.Button, new() { Name = "Fait", Exact = false })
            .First.ClickAsync();
        await due.GetByRole(AriaRole.Button, new() { Name = "Choisir VAXELIS" }).ClickAsync();
        await due.GetByLabel("Date de l’injection")
            .FillAsync($"{DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-3):yyyy-MM-dd}");
        await CloseSnackAsync(tab);
        await tab.AssertAccessibleAsync("a form inside the calendar");
        await tab.AssertFitsAsync();
        await due.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();

        await Expect(Item(tab, "dose 1 sur 3").Filter(new() { HasText = "Hexavalent" }))
            .ToHaveCountAsync(0);
        await tab.GoAsync($"/p/{lea}/sante/1");
        await Expect(tab.Page.Locator("#contenu")).ToContainTextAsync("VAXELIS");
        tab.AssertNoFault();
    }

    [Theory]
    [InlineData(360, true)]
    [InlineData(1280, false)]
    public async Task Everybody_can_use_the_calendar_and_its_questions(int width, bool dark)
    {
        var address = $"calendrier.{width}@example.org";
        var screen = new Screen(width, 900, dark);
        await using var tab = await home.OpenAsNewcomerAsync(address, screen);
        var lea = await AddAsync(address, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-75));

        await tab.GoAsync($"/p/{lea}/sante/calendrier");
        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = "Le carnet est à jour Vaccinations" })
            .ClickAsync();
        await Expect(Item(tab, "Hexavalent")).ToHaveCountAsync(1);
        // Everything that folds is unfolded: it is read as well.
        await tab.Page.EvaluateAsync(
            "() => document.querySelectorAll('details').forEach(d => d.open = true)"
        );
        await CloseSnackAsync(tab);
        await tab.AssertAccessibleAsync($"the calendar at {width}");
        await tab.AssertFitsAsync();

        await tab.GoAsync($"/p/{lea}/sante/questions");
        await tab.Page.GetByLabel("Oui").First.CheckAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Status).First)
            .ToContainTextAsync("Réponse enregistrée");
        await tab.AssertAccessibleAsync($"the questions at {width}");
        await tab.AssertFitsAsync();
        tab.AssertNoFault();
    }

    // A message that can be taken back stays until it is answered or closed.
    private static Task CloseSnackAsync(Tab tab) =>
        tab.Page.Locator(".mud-snackbar button").Last.ClickAsync();

    private static ILocator Item(Tab tab, string text) =>
        tab.Page.Locator("article", new() { HasText = text });

    private async Task<HealthRecord.Domain.PersonId> AddAsync(string address, DateOnly born)
    {
        var actor = await home.ActorAsync(address);
        await using var db = await home.Get<HealthDbs>().ReadAsync(Ct);
        var household = db
            .Memberships.Where(m => m.PersonId == actor.OwnPerson.Value)
            .Select(m => m.HouseholdId)
            .First();
        var form = new PersonForm
        {
            Name = "Léa",
            BornOn = born,
            Sex = BiologicalSex.Female,
            Zones = [new(DateOnly.MinValue, PersonZone.Default)],
        };
        return (await home.Get<AddPerson>().RunAsync(actor, form, new(household), Ct)).Value;
    }
}
