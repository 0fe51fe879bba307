using System.Text;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>An upload that stops goes on where it stopped: by itself, and after the page was closed.</summary>
public sealed class UploadTests(Home home) : IDisposable
{
    // More than two of the pieces in which a file is sent.
    private const int Length = 20 * 1024 * 1024;
    private readonly string file = WriteExport();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task It_goes_on_by_itself_when_the_network_is_back()
    {
        await using var tab = await home.OpenAsNewcomerAsync("envoi.reseau@example.org");
        var sent = new List<long>();
        var fails = true;
        await tab.Context.RouteAsync(
            "**/imports/*/upload?offset=*",
            async route =>
            {
                sent.Add(OffsetOf(route.Request));
                if (fails && sent[^1] > 0)
                    await route.AbortAsync("internetdisconnected");
                else
                    await route.ContinueAsync();
            }
        );

        await StartAsync(tab.Page);
        await Expect(tab.Page.GetByText("La connexion est interrompue")).ToBeVisibleAsync();
        fails = false;

        await Expect(tab.Page.Locator("article")).ToContainTextAsync("Terminé");
        await Expect(tab.Page.Locator("article")).ToContainTextAsync("Mesures ajoutées : 2.");
        Assert.Equal(1, sent.Count(offset => offset == 0));
    }

    [Fact]
    public async Task It_goes_on_when_the_page_is_opened_again_and_the_same_file_chosen()
    {
        await using var tab = await home.OpenAsNewcomerAsync("envoi.ferme@example.org");
        await tab.Context.RouteAsync(
            "**/imports/*/upload?offset=*",
            route =>
                OffsetOf(route.Request) > 0
                    ? route.AbortAsync("internetdisconnected")
                    : route.ContinueAsync()
        );
        await StartAsync(tab.Page);
        await Expect(tab.Page.GetByText("La connexion est interrompue")).ToBeVisibleAsync();

        await tab.Page.CloseAsync();
        await tab.Context.UnrouteAllAsync();
        var sent = new List<long>();
        tab.Context.Request += (_, request) =>
        {
            if (request.Method == "PATCH")
                sent.Add(OffsetOf(request));
        };
        var again = await tab.Context.NewPageAsync();
        await again.GotoAsync("/imports");
        await Expect(again.Locator("article")).ToContainTextAsync("Envoi en cours");
        await again.Locator("#import-file").SetInputFilesAsync(file);
        await again.GetByRole(AriaRole.Button, new() { Name = "Reprendre l’envoi" }).ClickAsync();

        await Expect(again.Locator("article")).ToContainTextAsync("Terminé");
        Assert.DoesNotContain(0, sent);
        Assert.NotEmpty(sent);
    }

    [Fact]
    public async Task Another_file_of_the_same_name_length_and_ends_is_not_glued_to_the_first()
    {
        await using var tab = await home.OpenAsNewcomerAsync("envoi.autre@example.org");
        await tab.Context.RouteAsync(
            "**/imports/*/upload?offset=*",
            route =>
                OffsetOf(route.Request) > 0
                    ? route.AbortAsync("internetdisconnected")
                    : route.ContinueAsync()
        );
        await StartAsync(tab.Page);
        await Expect(tab.Page.GetByText("La connexion est interrompue")).ToBeVisibleAsync();

        await tab.Page.CloseAsync();
        await tab.Context.UnrouteAllAsync();
        var sent = new List<long>();
        tab.Context.Request += (_, request) =>
        {
            if (request.Method == "PATCH")
                sent.Add(OffsetOf(request));
        };
        var folder = Directory.CreateTempSubdirectory("export-");
        try
        {
            // One sign of what was sent is another.
            var bytes = await File.ReadAllBytesAsync(file, Ct);
            var middle = Array.IndexOf(bytes, (byte)'.', bytes.Length / 5);
            bytes[middle] = (byte)'_';
            var other = Path.Combine(folder.FullName, Path.GetFileName(file));
            await File.WriteAllBytesAsync(other, bytes, Ct);
            var again = await tab.Context.NewPageAsync();
            await again.GotoAsync("/imports");
            await again.Locator("#import-file").SetInputFilesAsync(other);
            await again
                .GetByRole(AriaRole.Button, new() { Name = "Reprendre l’envoi" })
                .ClickAsync();

            await Expect(again.GetByText("n’est pas celui dont l’envoi a commencé"))
                .ToBeVisibleAsync();
            await Expect(again.Locator("article")).ToContainTextAsync("Envoi en cours");
            Assert.DoesNotContain(0, sent);

            // The first one is still where it was.
            await again.Locator("#import-file").SetInputFilesAsync(file);
            await again
                .GetByRole(AriaRole.Button, new() { Name = "Reprendre l’envoi" })
                .ClickAsync();
            await Expect(again.Locator("article")).ToContainTextAsync("Terminé");
            await Expect(again.Locator("article")).ToHaveCountAsync(1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task StartAsync(IPage page)
    {
        await page.GotoAsync("/imports");
        await page.Locator("#import-file").SetInputFilesAsync(file);
        await page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true })
            .ClickAsync();
    }

    private static long OffsetOf(IRequest request) =>
        long.Parse(
            request.Url.Split("offset=")[1],
            System.Globalization.CultureInfo.InvariantCulture
        );

    private static string WriteExport()
    {
        var path = Path.Combine(Path.GetTempPath(), $"export-{Guid.NewGuid():N}.xml");
        var comment = $" <!--{new string('.', 1022)}-->\n";
        var filling = new StringBuilder(Length + 2048);
        while (filling.Length < Length)
            filling.Append(comment);
        var export = AppleExport
            .With()
            .Weight("2026-05-01 08:00:00", 70.5m)
            .Raw(filling.ToString())
            .Weight("2026-05-02 08:00:00", 70.4m);
        File.WriteAllText(path, export.Xml());
        return path;
    }
}
