using System.Text.Json;
using HealthRecord.Features.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>The product goes onto a home screen and stays light on the way.</summary>
public sealed class InstallTests(Home home)
{
    private const int Budget = 300 * 1024;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_can_be_installed()
    {
        await using var tab = await home.OpenAsync();
        await tab.GoAsync("/");
        var browser = await tab.Context.NewCDPSessionAsync(tab.Page);

        var manifest = (await browser.SendAsync("Page.getAppManifest"))!.Value;
        var missing = (await browser.SendAsync("Page.getInstallabilityErrors"))!.Value;

        Assert.Empty(manifest.GetProperty("errors").EnumerateArray());
        // A test's browser keeps nothing, and says that from there nothing is installed.
        Assert.DoesNotContain(
            missing.GetProperty("installabilityErrors").EnumerateArray(),
            e => e.GetProperty("errorId").GetString() != "in-incognito"
        );
        var said = JsonDocument.Parse(manifest.GetProperty("data").GetString()!).RootElement;
        Assert.Equal("/famille", said.GetProperty("start_url").GetString());
        Assert.Equal("standalone", said.GetProperty("display").GetString());
        Assert.Equal("#0b6b62", said.GetProperty("theme_color").GetString());
        await Expect(tab.Page.Locator("meta[name=theme-color]")).Not.ToHaveCountAsync(0);
        await AssertIconsAsync(said);
    }

    private async Task AssertIconsAsync(JsonElement manifest)
    {
        using var visitor = home.App.Visitor();
        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
        {
            using var answer = await visitor.GetAsync(
                "/" + icon.GetProperty("src").GetString(),
                Ct
            );
            answer.EnsureSuccessStatusCode();
            Assert.Equal(
                icon.GetProperty("type").GetString(),
                answer.Content.Headers.ContentType!.MediaType
            );
        }
        Assert.Contains(
            manifest.GetProperty("icons").EnumerateArray(),
            icon => icon.TryGetProperty("purpose", out var p) && p.GetString() == "maskable"
        );
    }

    [Fact]
    public async Task The_first_pages_are_light()
    {
        using var line = new Line();
        await using var app = ProductApp.Start(("PublicUrl", line.Url.ToString()));
        line.LeadTo(app.Url);
        var signIn = (
            await app.Services.GetRequiredService<DemoFamily>().PrepareAsync(years: 1, Ct)
        )[0];
        using var camille = app.Visitor();
        (await camille.SignInAsync(signIn.Address, signIn.Password, ct: Ct)).Dispose();

        Assert.InRange(await WeightAsync(line, "/", null), 1, Budget);
        Assert.InRange(await WeightAsync(line, "/famille", camille), 1, Budget);
    }

    /// <summary>Everything that comes over the wire until the page stands: headers, files, and what its circuit draws.</summary>
    private async Task<long> WeightAsync(Line line, string path, Visitor? visitor)
    {
        await using var tab = await home.Chromium.OpenAsync(line.Url, Screen.Phone);
        if (visitor is not null)
            await tab.SignInAsync(visitor);
        var before = line.Received;
        await tab.GoAsync(path);
        var weight = line.Received - before;
        TestContext.Current.SendDiagnosticMessage($"{path}: {weight} bytes");
        return weight;
    }
}
