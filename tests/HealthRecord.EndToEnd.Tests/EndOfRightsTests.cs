using HealthRecord.Domain.Access;
using HealthRecord.Features.Family;
using HealthRecord.Features.Family.Sharing;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>A page that is open does not outlive the right to see it, and no id opens what was not granted.</summary>
public sealed class EndOfRightsTests(Home home)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_out_everywhere_empties_a_page_that_is_open_elsewhere()
    {
        const string address = "partout@example.org";
        await using var phone = await home.OpenAsNewcomerAsync(address, Screen.Phone);
        await phone.GoAsync("/famille");
        await Expect(phone.Page.Locator("main article")).ToContainTextAsync("Camille");

        using var desk = home.App.Visitor();
        (await desk.SignInAsync(address, ct: Ct)).Dispose();
        (
            await desk.SubmitAsync("/compte/sessions", "/compte/sessions/terminer-toutes", [], Ct)
        ).Dispose();

        await Expect(phone.Page.Locator("[name=Password]")).ToBeVisibleAsync();
        Assert.Contains("/compte/connexion", phone.Page.Url, StringComparison.Ordinal);
        await Expect(phone.Page.Locator("body")).Not.ToContainTextAsync("Camille");
    }

    [Fact]
    public async Task A_grant_that_ended_shows_nothing_more_on_an_open_page()
    {
        const string parent = "parent.partage@example.org";
        const string other = "autre.partage@example.org";
        await using var _ = await home.OpenAsNewcomerAsync(parent);
        await using var tab = await home.OpenAsNewcomerAsync(other);
        var (ana, karim) = (await home.ActorAsync(parent), await home.ActorAsync(other));
        var child = await home.Get<AddPerson>()
            .RunAsync(ana, new PersonForm { Name = "Zélie" }, null, Ct);
        var grant = await home.GrantAsync(karim, child.Value, ana, GrantRole.Carer, Ct);
        await tab.GoAsync($"/p/{child.Value}");
        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("Zélie");
        await tab.Page.Locator(".hr-top-add").ClickAsync();
        var dialog = tab.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Température" }).ClickAsync();

        Assert.Null((await home.Get<RevokeGrant>().RunAsync(ana, child.Value, grant, Ct)).Error);
        await dialog.GetByLabel("Valeur").FillAsync("37,2");
        await dialog.GetByLabel("Valeur").PressAsync("Enter");

        await Expect(dialog.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await tab.GoAsync($"/p/{child.Value}");
        await Expect(tab.Page.Locator("body")).Not.ToContainTextAsync("Zélie");
    }

    [Theory]
    [InlineData("/p/{0}")]
    [InlineData("/p/{0}/carnet")]
    [InlineData("/p/{0}/mesures/{1}")]
    [InlineData("/reglages/personnes/{0}")]
    public async Task Another_family_s_person_is_like_one_that_does_not_exist(string path)
    {
        var jeanne = await PageAddresses.PersonAsync(home, "Jeanne", Ct);
        var tag = await PageAddresses.TagAsync(home, "Jeanne", "body-weight", Ct);
        await using var tab = await home.OpenAsNewcomerAsync($"{Guid.NewGuid():N}@example.org");

        await tab.GoAsync(Fill(path, jeanne.ToString(), tag));
        var theirs = await tab.Page.Locator("main").InnerTextAsync();
        await tab.GoAsync(Fill(path, Guid.NewGuid().ToString("N"), tag));
        var nobody = await tab.Page.Locator("main").InnerTextAsync();

        Assert.Equal(nobody, theirs);
        Assert.Contains("n’existe pas", theirs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_for_another_family_s_person_is_refused_when_the_page_s_choice_was_forged()
    {
        var jeanne = await PageAddresses.PersonAsync(home, "Jeanne", Ct);
        await using var tab = await home.OpenAsNewcomerAsync("choix.faux@example.org");
        await tab.GoAsync("/imports");

        // The page sends the circuit whatever stands in the list, and anybody may write into their own page.
        await tab.Page.EvaluateAsync(
            """
            id => {
              const list = document.getElementById('import-whose');
              list.options[0].value = id;
              list.value = id;
              list.dispatchEvent(new Event('change', { bubbles: true }));
            }
            """,
            jeanne.ToString()
        );
        await tab
            .Page.Locator("#import-file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "export.xml",
                    MimeType = "text/xml",
                    Buffer = AppleExport.With().Weight("2026-05-01 08:00:00", 70m).Bytes(),
                }
            );
        await tab
            .Page.GetByRole(AriaRole.Button, new() { Name = "Importer", Exact = true })
            .ClickAsync();

        await Expect(tab.Page.Locator("main").GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(tab.Page.Locator("article")).ToHaveCountAsync(0);
        await using var family = await home.OpenAsFamilyAsync();
        await family.GoAsync("/imports");
        await Expect(family.Page.Locator("main")).Not.ToContainTextAsync("export.xml");
    }

    private static string Fill(string path, string person, string tag) =>
        path.Replace("{0}", person, StringComparison.Ordinal)
            .Replace("{1}", tag, StringComparison.Ordinal);
}
