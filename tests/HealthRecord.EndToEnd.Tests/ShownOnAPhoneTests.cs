namespace HealthRecord.EndToEnd.Tests;

/// <summary>What a narrow screen easily hides.</summary>
public sealed class ShownOnAPhoneTests(Home home)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Camille")]
    [InlineData("Marcel")]
    public async Task The_chosen_person_is_in_sight_among_the_persons(string name)
    {
        await using var tab = await home.OpenAsFamilyAsync(Screen.Phone);
        await tab.GoAsync($"/p/{await PageAddresses.PersonAsync(home, name, Ct)}");

        var chosen = tab.Page.Locator(".hr-person.is-chosen");
        await Expect(chosen).ToContainTextAsync(name);
        await Expect(chosen).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Theory]
    [InlineData("Camille", "heart-rate")]
    [InlineData("Camille", "sleep-stage")]
    [InlineData("Jeanne", "blood-pressure")]
    public async Task The_table_by_day_needs_no_scrolling_sideways(string name, string kind)
    {
        await using var tab = await home.OpenAsFamilyAsync(Screen.Phone);
        var person = await PageAddresses.PersonAsync(home, name, Ct);
        await tab.GoAsync(
            $"/p/{person}/mesures/{await PageAddresses.TagAsync(home, name, kind, Ct)}"
        );

        await AssertWithinAsync(tab.Page.Locator(".hr-kind-days .hr-table-frame"));
    }

    [Fact]
    public async Task The_report_of_an_import_needs_no_scrolling_sideways()
    {
        await using var tab = await home.OpenAsFamilyAsync(Screen.Phone);
        await tab.GoAsync("/imports");
        await tab.Page.GetByText("Le détail par mesure").First.ClickAsync();

        await AssertWithinAsync(tab.Page.Locator(".hr-table-frame").First);
    }

    [Fact]
    public async Task Adding_on_the_page_of_a_kind_begins_with_that_kind()
    {
        await using var tab = await home.OpenAsFamilyAsync(Screen.Phone);
        var person = await PageAddresses.PersonAsync(home, "Jeanne", Ct);
        var tag = await PageAddresses.TagAsync(home, "Jeanne", "body-temperature", Ct);
        await tab.GoAsync($"/p/{person}/mesures/{tag}");
        await tab.Page.Locator(".hr-bottom-add").ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.Locator(".hr-entry-kind")).ToContainTextAsync("Température");
        await Expect(dialog.Locator("#entry-value-0")).ToBeFocusedAsync();
        await tab.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);

        await tab.Page.Locator(".hr-bottom a").First.ClickAsync();
        await Expect(tab.Page.Locator("main article").First).ToBeVisibleAsync();
        await tab.Page.Locator(".hr-bottom-add").ClickAsync();
        await Expect(dialog.Locator(".hr-kind").First).ToBeVisibleAsync();
    }

    private static async Task AssertWithinAsync(ILocator frame)
    {
        await Expect(frame).ToBeVisibleAsync();
        var hidden = await frame.EvaluateAsync<int>("e => e.scrollWidth - e.clientWidth");
        Assert.True(hidden <= 0, $"{hidden} pixels are hidden.");
    }
}
