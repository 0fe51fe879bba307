using System.Text;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>A table that somebody kept is brought in with the keyboard alone, on the narrowest phone.</summary>
public sealed class TableByKeyboardTests(Home home)
{
    /// <summary>The second number of each day could be a month, the name of a column says nothing, and there are notes.</summary>
    private const string Table =
        "Date;Heure;Balance;Pouls;Commentaire\n"
        + "03/02/2026;07:10;72,5;61;à jeun\n"
        + "04/02/2026;07:05;72,4;63;\n"
        + "05/02/2026;07:20;72,1;60;après le sport\n";

    [Fact]
    public async Task A_table_is_chosen_described_and_imported_without_a_mouse()
    {
        const string address = "clavier.tableau@example.org";
        await using var tab = await home.OpenAsNewcomerAsync(address, Screen.Phone);
        var page = tab.Page;
        // Asked for long before the key: whoever asks in the moment of the key may be too late to catch the dialogue.
        var opened = new TaskCompletionSource<IFileChooser>();
        page.FileChooser += (_, dialogue) => opened.TrySetResult(dialogue);
        await tab.GoAsync("/imports");

        await ChooseAsync(tab, opened.Task);
        var form = page.Locator("form.hr-columns");
        await Expect(form).ToContainTextAsync("Commentaire");
        await Expect(form).ToContainTextAsync("n’a pas de place pour un texte");
        await tab.AssertFitsAsync();
        await tab.AssertAccessibleAsync("columns");

        // Whoever goes on too early is brought to what is missing.
        await tab.TabToAsync(form.GetByRole(AriaRole.Button, new() { Name = "Continuer" }));
        await tab.PressAsync("Enter");
        var order = form.GetByLabel("Ordre des dates");
        await Expect(order).ToBeFocusedAsync();
        await Expect(form.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await tab.AssertAccessibleAsync("columns with a fault");
        await PickAsync(tab, order, "Le jour d’abord");

        // A column that was not recognised is opened and named.
        await tab.FromTheTopAsync();
        await tab.TabToAsync(form.Locator("summary"));
        await tab.PressAsync("Enter");
        var meaning = form.GetByRole(AriaRole.Group, new() { Name = "Balance" })
            .GetByLabel("C’est");
        await tab.TabToAsync(meaning);
        await PickAsync(tab, meaning, "Poids");
        await Expect(meaning).ToBeFocusedAsync();
        await Expect(meaning).ToHaveValueAsync("body-weight");
        await Expect(form.Locator(".hr-column-preview")).ToContainTextAsync("72,5");

        await tab.TabToAsync(form.GetByRole(AriaRole.Button, new() { Name = "Continuer" }));
        await tab.PressAsync("Enter");

        var card = page.Locator("article", new() { HasText = "carnet.csv" });
        await Expect(card).ToContainTextAsync("Terminé");
        await Expect(card).ToContainTextAsync("Mesures ajoutées : 6.");
        await Expect(card).ToContainTextAsync("2 notes de la colonne");
        // What had the focus is gone: the next key goes on from the card and not from the top of the page.
        await Expect(card.Locator("h3")).ToBeFocusedAsync();
        await tab.AssertAccessibleAsync("report");
        tab.AssertNoFault();
    }

    /// <summary>With the file dialogue that the key opens.</summary>
    private static async Task ChooseAsync(Tab tab, Task<IFileChooser> opened)
    {
        var input = tab.Page.Locator("#import-file");
        await tab.TabToAsync(input);
        await Expect(input).ToBeFocusedAsync();
        await tab.PressAsync("Enter");
        var dialogue = await opened.WaitAsync(TimeSpan.FromSeconds(30));
        await dialogue.SetFilesAsync(
            new FilePayload
            {
                Name = "carnet.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(Table),
            }
        );
        await tab.TabToAsync(
            tab.Page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true })
        );
        await tab.PressAsync("Enter");
    }

    /// <summary>As the keyboard does in a list that is not opened: the letters of what is wanted.</summary>
    private static async Task PickAsync(Tab tab, ILocator list, string words)
    {
        await Expect(list).ToBeFocusedAsync();
        await tab.Page.Keyboard.TypeAsync(words);
        await Expect(list.Locator("option:checked")).ToContainTextAsync(words);
    }
}
