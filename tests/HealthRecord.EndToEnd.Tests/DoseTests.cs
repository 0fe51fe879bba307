using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Medication;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>The page of the day: one tap writes a dose down, one takes it back.</summary>
public sealed class DoseTests(Home home)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dose_is_taken_with_one_tap_and_can_be_undone()
    {
        var address = $"prise.{Guid.NewGuid():N}@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address, Screen.Phone);
        var actor = await home.ActorAsync(address);
        // The last minute of the day is ahead whenever this runs.
        var medicine = new Medicine
        {
            Name = "Sirop du soir",
            Unit = "spoon",
            Phases =
            [
                new()
                {
                    From = PersonZone.Usual.DayOf(DateTime.UtcNow).AddDays(-1),
                    Times = [new() { At = new(23, 59), Amount = 1000 }],
                },
            ],
        };
        var saved = await home.Get<SaveMedicine>()
            .RunAsync(actor, actor.OwnPerson, medicine, null, Ct);
        Assert.Null(saved.Error);
        await tab.GoAsync($"/p/{actor.OwnPerson}");
        await tab.Page.Locator("a.hr-door", new() { HasText = "1 prise à venir" }).ClickAsync();
        var row = tab.Page.Locator("main li", new() { HasText = "Sirop du soir" });
        await Expect(row).ToContainTextAsync("à venir");

        await row.GetByRole(AriaRole.Button)
            .And(tab.Page.Locator(".hr-button:not(.is-text)"))
            .ClickAsync();

        await Expect(row).ToContainTextAsync("prise, à");
        await tab
            .Page.Locator(".mud-snackbar", new() { HasText = "Prise notée" })
            .GetByRole(AriaRole.Button, new() { Name = "Annuler", Exact = true })
            .ClickAsync();
        await Expect(row).ToContainTextAsync("à venir");

        await row.GetByRole(AriaRole.Button, new() { Name = "Pas pris" }).ClickAsync();
        await Expect(row).ToContainTextAsync("non prise");
        await tab.GoAsync($"/p/{actor.OwnPerson}/jour");
        await Expect(row).ToContainTextAsync("non prise");
        await row.GetByRole(AriaRole.Button, new() { Name = "Annuler" }).ClickAsync();
        await Expect(row).ToContainTextAsync("à venir");
        tab.AssertNoFault();
    }

    [Fact]
    public async Task A_medicine_is_found_and_written_down_on_a_phone()
    {
        var address = $"boite.{Guid.NewGuid():N}@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address, Screen.Phone);
        var actor = await home.ActorAsync(address);
        await tab.GoAsync($"/p/{actor.OwnPerson}/sante");
        await tab.Page.Locator("a.hr-door", new() { HasText = "Médicaments" }).ClickAsync();
        await tab
            .Page.Locator(".hr-empty")
            .GetByRole(AriaRole.Button, new() { Name = "Ajouter" })
            .ClickAsync();
        await tab.Page.GetByLabel("Quel médicament").PressSequentiallyAsync("doliprane 500");
        await tab
            .Page.GetByRole(
                AriaRole.Button,
                new() { Name = "Choisir DOLIPRANE 500 mg, comprimé", Exact = true }
            )
            .ClickAsync();
        await tab.Page.GetByText("La quantité ou les jours changent ensuite").ClickAsync();
        await Expect(tab.Page.GetByText("Retirer cette étape")).ToBeVisibleAsync();
        await tab.AssertAccessibleAsync("the form of a medicine");
        await tab.AssertFitsAsync();
        await tab.Page.GetByText("Retirer cette étape").ClickAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();

        await Expect(tab.Page.Locator("main li", new() { HasText = "DOLIPRANE 500 mg" }))
            .ToContainTextAsync("chaque jour");
        tab.AssertNoFault();
    }
}
