namespace HealthRecord.EndToEnd.Tests;

/// <summary>Pictures of the invented family for the README, taken when <c>HEALTHRECORD_SCREENSHOTS</c> names a folder.</summary>
public sealed class Screenshots(Home home)
{
    private const int Largest = 250 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    internal static string? Folder { get; } =
        Environment.GetEnvironmentVariable("HEALTHRECORD_SCREENSHOTS") is { Length: > 0 } folder
            ? folder
            : null;

    public static bool AreWanted => Folder is not null;

    [Theory(
        Skip = "Taken when HEALTHRECORD_SCREENSHOTS names a folder",
        SkipUnless = nameof(AreWanted)
    )]
    [InlineData("family", 1280, false)]
    [InlineData("family", 360, false)]
    [InlineData("person", 1280, false)]
    [InlineData("kind", 1280, false)]
    [InlineData("kind", 360, true)]
    [InlineData("imports", 1280, false)]
    public async Task Of_the_main_pages(string page, int width, bool dark)
    {
        var screen = new Screen(width, width < 600 ? 780 : 900, dark);
        await using var tab = await home.OpenAsFamilyAsync(screen);
        await tab.GoAsync(await PathAsync(page));
        // The person who looks is at rest: no ring around the title that the page has just announced.
        await tab.Page.EvaluateAsync("() => document.activeElement?.blur()");
        var path = Path.Combine(Folder!, $"{page}-{width}-{(dark ? "dark" : "light")}.png");

        await tab.Page.ScreenshotAsync(
            new() { Path = path, Animations = ScreenshotAnimations.Disabled }
        );

        Assert.InRange(new FileInfo(path).Length, 1, Largest);
        tab.AssertNoFault();
    }

    private async Task<string> PathAsync(string page) =>
        page switch
        {
            "family" => "/famille",
            "imports" => "/imports",
            "person" => $"/p/{await PersonAsync("Camille")}",
            _ =>
                $"/p/{await PersonAsync("Jeanne")}/mesures/{await PageAddresses.TagAsync(home, "Jeanne", "blood-pressure", Ct)}",
        };

    private async Task<string> PersonAsync(string name) =>
        (await PageAddresses.PersonAsync(home, name, Ct)).ToString();
}
