using HealthRecord.Domain.Measures;
using HealthRecord.Features.Readings;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>Nothing needs a mouse.</summary>
public sealed class KeyboardTests(Home home)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Routes => [.. PageAddresses.All.Select(r => r.Template)];

    [Theory, MemberData(nameof(Routes))]
    public async Task Every_control_is_reached_with_tab_and_shows_it(string template)
    {
        var path = await PageAddresses.FillAsync(template, home, Ct);
        await using var tab = PageAddresses.All.Single(r => r.Template == template).Open
            ? await home.OpenAsync()
            : await home.OpenAsFamilyAsync();
        await tab.GoAsync(path);

        var left = await tab.UnreachableAsync();
        Assert.True(left.Count == 0, string.Join(Environment.NewLine, left));
    }

    [Fact]
    public async Task A_reading_is_logged_without_a_mouse()
    {
        await using var tab = await home.OpenAsNewcomerAsync("clavier.saisie@example.org");
        await tab.GoAsync("/famille");

        await tab.TabToAsync(tab.Page.Locator(".hr-top-add"));
        await tab.PressAsync("Enter");
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await tab.TabToAsync(dialog.GetByRole(AriaRole.Button, new() { Name = "Poids" }));
        await tab.PressAsync("Enter");
        await Expect(dialog.GetByLabel("Valeur")).ToBeFocusedAsync();
        await tab.Page.Keyboard.TypeAsync("70,5");
        await tab.PressAsync("Enter");

        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(tab.Page.Locator("main article")).ToContainTextAsync("70,5");
        tab.AssertNoFault();
    }

    [Fact]
    public async Task Tiles_change_places_without_a_mouse_and_keep_them()
    {
        const string address = "clavier.tuiles@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address);
        var actor = await home.ActorAsync(address);
        var now = DateTime.UtcNow.AddHours(-1);
        var forms = new[]
        {
            new ReadingForm("body-weight", now, [new WrittenNumber(705, -1)]),
            new ReadingForm("body-temperature", now, [new WrittenNumber(368, -1)]),
        };
        var logged = await home.Get<LogReadings>()
            .RunAsync(actor, actor.OwnPerson, forms, Guid.NewGuid(), Ct);
        Assert.Null(logged.Error);
        await tab.GoAsync($"/p/{actor.OwnPerson}");
        var names = tab.Page.Locator(".hr-tiles h2");
        await Expect(names).ToHaveCountAsync(2);
        var before = await names.AllInnerTextsAsync();

        await tab.TabToAsync(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Organiser" }));
        await tab.PressAsync("Enter");
        var later = tab.Page.GetByRole(AriaRole.Button, new() { Name = $"Reculer {before[0]}" });
        await tab.TabToAsync(later);
        await tab.PressAsync("Enter");

        await Expect(names).ToHaveTextAsync([before[1], before[0]]);
        await Expect(later).ToBeFocusedAsync();
        await tab.GoAsync($"/p/{actor.OwnPerson}");
        await Expect(names).ToHaveTextAsync([before[1], before[0]]);
        tab.AssertNoFault();
    }

    [Theory]
    [InlineData("/confidentialite", false)]
    [InlineData("/famille", true)]
    public async Task The_way_round_the_navigation_is_the_first_stop(string path, bool asFamily)
    {
        await using var tab = asFamily ? await home.OpenAsFamilyAsync() : await home.OpenAsync();
        await tab.GoAsync(path);
        // A page of a circuit reads its heading out when it is there: the first key comes after.
        if (asFamily)
            await Expect(tab.Page.Locator("h1")).ToBeFocusedAsync();
        await tab.FromTheTopAsync();

        await tab.PressAsync("Tab");
        await Expect(tab.Page.Locator(".hr-skip")).ToBeFocusedAsync();
        await Expect(tab.Page.Locator(".hr-skip")).ToBeInViewportAsync();
        await tab.PressAsync("Enter");

        await Expect(tab.Page.Locator("#contenu")).ToBeFocusedAsync();
    }
}
