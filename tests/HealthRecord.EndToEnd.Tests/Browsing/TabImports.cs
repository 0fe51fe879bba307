using HealthRecord.Domain;

namespace HealthRecord.EndToEnd.Tests.Browsing;

/// <summary>Brings a file in as people do.</summary>
internal static class TabImports
{
    /// <returns>The card of the import, done.</returns>
    public static async Task<ILocator> ImportAsync(this Tab tab, AppleExport export)
    {
        await tab.GoAsync("/imports");
        var file = new FilePayload
        {
            Name = "export.xml",
            MimeType = "text/xml",
            Buffer = export.Bytes(),
        };
        await tab.Page.Locator("#import-file").SetInputFilesAsync(file);
        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true })
            .ClickAsync();
        var card = tab.Page.Locator("article", new() { HasText = "export.xml" });
        await Expect(card).ToContainTextAsync("Terminé");
        return card;
    }

    /// <summary>From the page of a person to that of one kind, whether it has a tile or stands in the list below.</summary>
    public static async Task OpenKindAsync(this Tab tab, PersonId person, string kind)
    {
        await tab.GoAsync($"/p/{person}");
        await tab
            .Page.Locator("main")
            .GetByRole(AriaRole.Link, new() { Name = kind, Exact = true })
            .ClickAsync();
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync(kind);
        await tab.ReadyAsync();
    }
}
