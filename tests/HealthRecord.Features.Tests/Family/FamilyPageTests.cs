using Bunit;
using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Family;
using HealthRecord.Features.Family.Pages;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.TestKit;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Family;

public sealed class FamilyPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sharing_page_says_in_one_look_who_sees_what_of_whom()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Viewer, RecordDomains.Measures)
            .BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);

        var page = pages.Render<SharingPage>();
        page.WaitForElement("table.fam-matrix");

        var leo = page.FindAll("tbody tr").Single(r => r.TextContent.Contains("Léo"));
        var karim = leo.QuerySelector("td[data-adult='Karim']");
        Assert.Contains("Consulte", karim?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Mesures", karim?.TextContent, StringComparison.Ordinal);
        var ana = page.FindAll("tbody tr").Single(r => r.TextContent.Contains("Votre carnet"));
        Assert.Contains(
            "Ne voit rien",
            ana.QuerySelector("td[data-adult='Karim']")?.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Giving_everything_ticks_no_sensitive_domain()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        var page = pages.Render<SharingPage>();
        page.WaitForElement("table.fam-matrix");

        // The click ends when the dialog does: it is not waited for.
        _ = page.Find("button[aria-label='Donner accès au carnet de Léo à Karim']")
            .ClickAsync(new());
        pages.Dialogs.WaitForElement("input[data-all]");
        await pages.Dialogs.Find("input[data-all]").ChangeAsync(new() { Value = true });
        Assert.All(
            pages.Dialogs.FindAll("input[data-sensitive]"),
            box => Assert.False(box.HasAttribute("checked"))
        );
        await pages.Dialogs.Find("form#grant").SubmitAsync();

        var access = host.Get<Access>();
        var may = await access.ToAsync(family.Actor("Karim"), family.Person("Léo"), Ct);
        Assert.Equal((GrantRole.Viewer, DomainSets.Everything), (may?.Role, may?.Readable));
        page.WaitForAssertion(() =>
            Assert.Contains("tout, sauf le sensible", page.Markup, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Sharing_nothing_is_refused_in_words_and_the_dialog_stays()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        var page = pages.Render<SharingPage>();
        page.WaitForElement("table.fam-matrix");

        // The click ends when the dialog does: it is not waited for.
        _ = page.Find("button[aria-label='Donner accès au carnet de Léo à Karim']")
            .ClickAsync(new());
        pages.Dialogs.WaitForElement("form#grant");
        await pages.Dialogs.Find("form#grant").SubmitAsync();

        Assert.Equal(
            "Choisissez au moins un domaine à partager.",
            pages.Dialogs.Find("[role=alert]").TextContent.Trim()
        );
    }

    [Fact]
    public async Task A_viewer_is_offered_to_leave_and_nothing_else()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Viewer)
            .BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Actor("Karim"));

        var page = pages.Render<SharingPage>();
        page.WaitForElement("table.fam-matrix");

        var leo = page.FindAll("tbody tr").Single(r => r.TextContent.Contains("Léo"));
        Assert.Equal("Quitter", Assert.Single(leo.QuerySelectorAll("button")).TextContent.Trim());
    }

    [Fact]
    public async Task The_second_editor_keeps_what_they_typed_and_sees_what_is_stored()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var leo = family.Person("Léo");
        await using var pages = new FamilyPages(host, family.Ana);
        var page = pages.Render<PersonPage>(p => p.Add(c => c.Id, PersonRoute.Of(leo)));
        page.WaitForElement("#person-name");
        var seen = (await host.Get<ReadPerson>().RunAsync(family.Ana, leo, Ct)).Value;
        await host.Get<EditPerson>()
            .RunAsync(family.Ana, leo, seen.Form with { Name = "Leonard" }, seen.RowVersion, Ct);

        await page.Find("#person-name").ChangeAsync(new() { Value = "Léon" });
        await page.Find("form.fam-form").SubmitAsync();

        page.WaitForElement("[role=alert]");
        Assert.Equal("Léon", page.Find("#person-name").GetAttribute("value"));
        Assert.Contains(
            "Leonard",
            page.Find(".hr-note[role=status]").TextContent,
            StringComparison.Ordinal
        );

        await page.Find("form.fam-form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=alert]")));
        var stored = (await host.Get<ReadPerson>().RunAsync(family.Ana, leo, Ct)).Value;
        Assert.Equal("Léon", stored.Form.Name);
    }

    [Fact]
    public async Task A_birth_in_the_future_is_refused_in_words_and_nothing_is_added()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        var page = pages.Render<NewPersonPage>();
        page.WaitForElement("#person-name");

        await page.Find("#person-name").ChangeAsync(new() { Value = "Léo" });
        await page.Find("#person-born").ChangeAsync(new() { Value = "2031-01-01" });
        await page.Find("form.fam-form").SubmitAsync();

        Assert.Contains(
            "dans le futur",
            page.Find("[role=alert]").TextContent,
            StringComparison.Ordinal
        );
        Assert.Single((await host.Get<ReadFamily>().RunAsync(family.Ana, Ct)).Persons);
    }

    [Fact]
    public async Task A_person_of_another_family_has_no_page()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var stranger = await family.AddStrangerAsync("Zoé", Ct);
        await using var pages = new FamilyPages(host, stranger);

        var page = pages.Render<PersonPage>(p =>
            p.Add(c => c.Id, PersonRoute.Of(family.Person("Léo")))
        );
        page.WaitForElement("[role=alert]");

        Assert.DoesNotContain("Léo", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#person-name"));
    }
}
