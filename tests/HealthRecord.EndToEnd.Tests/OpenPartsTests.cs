namespace HealthRecord.EndToEnd.Tests;

/// <summary>What a page shows only when somebody asks for it is held to the same measure as the page.</summary>
public sealed class OpenPartsTests(Home home)
{
    private static readonly Screen[] Screens = [new(1280, 900), new(360, 780, Dark: true)];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Camille", "steps")]
    [InlineData("Camille", "heart-rate")]
    [InlineData("Camille", "sleep-stage")]
    [InlineData("Inès", "body-temperature")]
    [InlineData("Jeanne", "blood-pressure")]
    public async Task A_chart_of_each_shape_with_a_day_and_where_its_number_comes_from(
        string name,
        string kind
    )
    {
        await using var tab = await home.OpenAsFamilyAsync();
        var person = await PageAddresses.PersonAsync(home, name, Ct);
        await tab.GoAsync(
            $"/p/{person}/mesures/{await PageAddresses.TagAsync(home, name, kind, Ct)}"
        );
        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = "Tout", Exact = true })
            .ClickAsync();
        await tab.ReadyAsync();
        await tab.Page.Locator(".hr-day").First.ClickAsync();
        await tab.Page.GetByText("D’où vient ce chiffre").ClickAsync();
        await tab.ReadyAsync();

        await AssertRightAsync(tab);
    }

    [Fact]
    public async Task Quick_entry_with_its_kinds_and_with_its_form()
    {
        await using var tab = await home.OpenAsFamilyAsync();
        await tab.GoAsync("/famille");
        await tab.Page.Locator(".hr-top-add").ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.Locator(".hr-kind").First).ToBeVisibleAsync();
        await AssertRightAsync(tab);

        await dialog.Locator(".hr-kind").First.ClickAsync();
        await dialog.GetByText("Plusieurs valeurs").ClickAsync();
        await dialog.GetByText("Moment et note").ClickAsync();
        await AssertRightAsync(tab);
    }

    [Fact]
    public async Task Tiles_being_arranged()
    {
        await using var tab = await home.OpenAsFamilyAsync();
        await tab.GoAsync($"/p/{await PageAddresses.PersonAsync(home, "Camille", Ct)}");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Organiser" }).ClickAsync();
        await Expect(tab.Page.Locator(".hr-tile-tools").First).ToBeVisibleAsync();

        await AssertRightAsync(tab);
    }

    [Fact]
    public async Task The_dialog_that_shares_a_record()
    {
        await using var tab = await home.OpenAsFamilyAsync();
        await tab.GoAsync("/partage");
        await tab.Page.Locator("td[data-adult='Karim'] button").First.ClickAsync();
        await Expect(tab.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        await AssertRightAsync(tab);
    }

    [Fact]
    public async Task The_menu_of_the_phone_and_the_detail_of_an_import()
    {
        await using var tab = await home.OpenAsFamilyAsync(Screen.Phone);
        await tab.GoAsync("/imports");
        await tab.Page.GetByText("Le détail par mesure").First.ClickAsync();
        await tab.AssertAccessibleAsync("detail of an import");
        await tab.AssertFitsAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await Expect(tab.Page.Locator("#menu")).ToBeVisibleAsync();

        await AssertRightAsync(tab);
    }

    [Fact]
    public async Task Somebody_new_who_has_nothing_yet()
    {
        await using var tab = await home.OpenAsNewcomerAsync("rien.encore@example.org");
        foreach (var path in new[] { "/famille", "/imports", "/partage" })
        {
            await tab.GoAsync(path);
            await AssertRightAsync(tab);
        }
    }

    private static async Task AssertRightAsync(Tab tab)
    {
        await PageWords.AssertRightAsync(tab.Page, french: true);
        foreach (var screen in Screens)
        {
            await tab.ShowOnAsync(screen);
            await tab.AssertAccessibleAsync($"{tab.Page.Url} on {screen}");
            await tab.AssertFitsAsync();
        }
        tab.AssertNoFault();
    }
}
