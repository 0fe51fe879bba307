namespace HealthRecord.EndToEnd.Tests;

/// <summary>The health book in a browser: a child's curve, and every part by keyboard and on every screen.</summary>
public sealed class HealthBookTests(Home home)
{
    private static readonly Screen[] Screens =
    [
        new(1280, 900),
        new(1280, 900, Dark: true),
        new(360, 780, Dark: true),
        new(360, 780),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_growth_curve_of_the_demo_child_is_there_with_its_sentence()
    {
        await using var tab = await home.OpenAsFamilyAsync();
        await tab.GoAsync($"/p/{await PageAddresses.PersonAsync(home, "Léo", Ct)}/sante");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Croissance" }).ClickAsync();

        var weight = tab.Page.GetByRole(AriaRole.Region, new() { Name = "Poids", Exact = true });
        var curve = weight.Locator("svg.is-wide");
        await Expect(curve).ToBeVisibleAsync();
        await Expect(curve.Locator(".hr-growth-curve")).ToHaveCountAsync(5);
        await Expect(curve).ToContainTextAsync("OMS");
        await Expect(curve).ToContainTextAsync("P97");
        Assert.True(await curve.Locator("circle").CountAsync() > 3);
        await Expect(weight.Locator("p").First).ToContainTextAsync("percentile");
        await Expect(tab.Page.GetByText("AFPA-CRESS/Inserm")).ToBeVisibleAsync();
        foreach (var details in await tab.Page.Locator("details > summary").AllAsync())
            await details.ClickAsync();
        await AssertRightAsync(tab);
    }

    [Fact]
    public async Task Every_part_is_a_page_that_everybody_can_use_with_its_form_open()
    {
        await using var tab = await home.OpenAsFamilyAsync();
        var camille = await PageAddresses.PersonAsync(home, "Camille", Ct);
        foreach (var part in new[] { 4, 5, 6, 7, 9, 10, 11, 12, 14 })
        {
            await tab.GoAsync($"/p/{camille}/sante/{part}");
            await tab.Page.Locator(".hr-empty button").ClickAsync();
            await Expect(tab.Page.Locator("main form")).ToBeVisibleAsync();
            await AssertRightAsync(tab);
        }
    }

    [Fact]
    public async Task A_line_is_written_by_keyboard_alone()
    {
        await using var tab = await home.OpenAsNewcomerAsync("carnet.clavier@example.org");
        var actor = await home.ActorAsync("carnet.clavier@example.org");
        await tab.GoAsync($"/p/{actor.OwnPerson}/sante/11");
        await tab.TabToAsync(tab.Page.Locator(".hr-empty button"));
        await tab.PressAsync("Enter");
        await tab.TabToAsync(tab.Page.Locator("#contact-name"));
        await tab.Page.Keyboard.TypeAsync("Jeanne");
        await tab.TabToAsync(tab.Page.Locator("#contact-phone"));
        await tab.Page.Keyboard.TypeAsync("06 12 34 56 78");
        await tab.PressAsync("Enter");

        await Expect(tab.Page.Locator("a[href='tel:0612345678']")).ToBeVisibleAsync();
        Assert.Empty(await tab.UnreachableAsync());
        tab.AssertNoFault();
    }

    [Fact]
    public async Task A_picture_is_kept_shown_and_downloaded_and_a_page_of_html_is_not()
    {
        await using var tab = await home.OpenAsNewcomerAsync("carnet.papiers@example.org");
        var actor = await home.ActorAsync("carnet.papiers@example.org");
        await tab.GoAsync($"/p/{actor.OwnPerson}/sante/15");
        var input = tab.Page.Locator("#document-file");
        tab.ExpectedToFail = "/documents";
        await input.SetInputFilesAsync(
            new FilePayload
            {
                Name = "ordonnance.pdf",
                MimeType = "application/pdf",
                Buffer = [.. "<html><script>document.title = 'x'</script></html>"u8],
            }
        );
        await Expect(tab.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("ni un PDF");
        tab.Forget();
        tab.ExpectedToFail = null;

        await input.SetInputFilesAsync(
            new FilePayload
            {
                Name = "Ordonnance de mars.png",
                MimeType = "image/png",
                Buffer = Convert.FromBase64String(Dot),
            }
        );
        await Expect(tab.Page.Locator("#document-title")).ToHaveValueAsync("Ordonnance de mars");
        await tab.Page.Locator("#document-sort").SelectOptionAsync("Prescription");
        await AssertRightAsync(tab);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer" }).ClickAsync();

        var picture = tab.Page.Locator(".hr-document img");
        await Expect(picture).ToBeVisibleAsync();
        await tab.Page.WaitForFunctionAsync(
            "() => document.querySelector('.hr-document img')?.naturalWidth > 0"
        );
        var download = await tab.Page.RunAndWaitForDownloadAsync(() =>
            tab.Page.GetByRole(AriaRole.Link, new() { Name = "Télécharger" }).ClickAsync()
        );
        Assert.Equal("Ordonnance de mars.png", download.SuggestedFilename);
        await AssertRightAsync(tab);
    }

    private const string Dot =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

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
