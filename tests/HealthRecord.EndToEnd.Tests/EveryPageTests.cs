using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Demo;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>Every page there is, on a phone and on a desk, by day and by night.</summary>
public abstract class EveryPageTests(Home home, string language, IReadOnlyList<Screen> screens)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private bool IsFrench => language == "fr-FR";

    public static TheoryData<string> Routes => [.. PageAddresses.All.Select(r => r.Template)];

    [Theory, MemberData(nameof(Routes))]
    public async Task Everybody_can_use_and_understand(string template)
    {
        var route = PageAddresses.All.Single(r => r.Template == template);
        var path = await PageAddresses.FillAsync(template, home, Ct);
        var screen = Screen.Desk with { Language = language };
        await using var tab = route.Open
            ? await home.OpenAsync(screen)
            : await home.OpenAsFamilyAsync(screen);
        tab.ExpectedToFail = template == "/introuvable" ? path : null;

        var answer = await tab.GoAsync(path);

        Assert.Equal(tab.ExpectedToFail is null ? 200 : 404, answer!.Status);
        Assert.EndsWith(path, tab.Page.Url, StringComparison.Ordinal);
        Assert.Equal(language[..2], await tab.Page.GetAttributeAsync("html", "lang"));
        await PageWords.AssertRightAsync(tab.Page, IsFrench);
        await PageWords.AssertDiscreetAsync(tab.Page, await NamesAsync());
        await AssertAccessibleOnEveryScreenAsync(tab);
        tab.AssertNoFault();
    }

    private async Task AssertAccessibleOnEveryScreenAsync(Tab tab)
    {
        foreach (var screen in screens)
        {
            await tab.ShowOnAsync(screen);
            await tab.AssertAccessibleAsync($"{tab.Page.Url} on {screen}");
            await tab.AssertFitsAsync();
        }
    }

    private async Task<IEnumerable<string>> NamesAsync()
    {
        var camille = await home.ActorAsync(DemoFamily.CamilleAddress);
        var shown = await home.Get<ReadShownPersons>().RunAsync(camille, Ct);
        return shown.Select(p => p.Name);
    }
}

public sealed class EveryPageInFrenchTests(Home home)
    : EveryPageTests(
        home,
        "fr-FR",
        [new(1280, 900), new(1280, 900, Dark: true), new(360, 780, Dark: true), new(360, 780)]
    );

/// <remarks>The same pages with other words: on the narrow screen, where they may not fit.</remarks>
public sealed class EveryPageInEnglishTests(Home home)
    : EveryPageTests(home, "en-GB", [new(360, 780, Dark: true)]);
