namespace HealthRecord.EndToEnd.Tests;

/// <summary>One night is told from falling asleep to waking, stage by stage and by name.</summary>
public sealed class NightTests(Home home)
{
    [Theory]
    [InlineData(null)]
    [InlineData("Jour")]
    public async Task The_evening_before_belongs_to_the_night(string? range)
    {
        var address = $"nuit.{Guid.NewGuid():N}@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address, Screen.Phone);
        await tab.ImportAsync(
            AppleExport
                .With()
                .Sleep("2026-05-04 20:30:00", "2026-05-04 22:30:00", "AsleepCore")
                .Sleep("2026-05-04 22:30:00", "2026-05-04 23:15:00", "AsleepDeep")
                .Sleep("2026-05-04 23:15:00", "2026-05-05 02:00:00", "AsleepREM")
                .Sleep("2026-05-05 02:00:00", "2026-05-05 02:10:00", "Awake")
                .Sleep("2026-05-05 02:10:00", "2026-05-05 03:10:00", "AsleepREM")
        );
        var actor = await home.ActorAsync(address);
        await tab.OpenKindAsync(actor.OwnPerson, "Sommeil");
        if (range is not null)
        {
            // The newest day with something is the chosen one: a closer look shows it, not an empty today.
            await tab
                .Page.GetByRole(AriaRole.Button, new() { Name = range, Exact = true })
                .ClickAsync();
            await tab.ReadyAsync();
        }

        var night = tab.Page.Locator(".hr-night");
        await Expect(night.Locator(".hr-night-lane > span"))
            .ToHaveTextAsync(["Éveil", "Sommeil paradoxal", "Sommeil léger", "Sommeil profond"]);
        // Paris is two hours ahead of the file.
        await Expect(night.Locator(".hr-night-lane > strong"))
            .ToHaveTextAsync(["10 min", "3 h 45", "2 h 00", "45 min"]);
        await Expect(night.Locator("figcaption")).ToContainTextAsync("22 h 30");
        await Expect(night.Locator("figcaption")).ToContainTextAsync("5 h 10");
        await Expect(tab.Page.Locator(".hr-reading")).ToHaveCountAsync(5);
        await tab.AssertAccessibleAsync("a night");
        await tab.AssertFitsAsync();
        tab.AssertNoFault();
    }
}
