using AngleSharp.Dom;
using Bunit;
using HealthRecord.Domain;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Dashboard.Board;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Tests.Family;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class PageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tiles_are_ordered_by_the_keyboard_and_stay_so()
    {
        await using var host = await HostAsync();
        var family = await A.Family(host).BuildAsync(Ct);
        await LogAsync(host, family, "body-weight", 700, -1);
        await LogAsync(host, family, "body-temperature", 371, -1);
        await using var pages = await PagesAsync(host, family.Ana);
        var page = pages.Render<PersonPage>(p => p.Add(x => x.Person, family.AnaPerson.Value));
        page.WaitForElement(".hr-tile");
        Assert.Equal(["Poids", "Température corporelle"], Names(page));

        await page.Find(".hr-head button").ClickAsync(new());
        await page.Find("button[aria-label='Reculer Poids']").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(["Température corporelle", "Poids"], Names(page)));
        Assert.Contains("Poids : position 2 sur 2", Plain(page.Find("[aria-live]")));
        var again = pages.Render<PersonPage>(p => p.Add(x => x.Person, family.AnaPerson.Value));
        again.WaitForElement(".hr-tile");
        Assert.Equal(["Température corporelle", "Poids"], Names(again));
    }

    [Fact]
    public async Task A_weight_takes_two_taps_and_can_be_taken_back()
    {
        await using var host = await HostAsync();
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = await PagesAsync(host, family.Ana);
        var dialog = await OpenAsync(pages, family.AnaPerson);

        await Button(dialog, "Poids").ClickAsync(new());
        _ = dialog.WaitForElement("#entry-value-0").InputAsync(new() { Value = "70,5" });
        await dialog.Find("#entry-form").SubmitAsync();

        var reading = Assert.Single(
            await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)
        );
        Assert.Equal(70.5, reading.Values[0]!.Value.ToDouble());
        dialog.WaitForAssertion(() => Assert.Empty(dialog.FindAll("#entry-form")));
    }

    [Fact]
    public async Task A_doubtful_value_is_asked_once_and_an_impossible_one_refused()
    {
        await using var host = await HostAsync();
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = await PagesAsync(host, family.Ana);
        var dialog = await OpenAsync(pages, family.AnaPerson);
        await Button(dialog, "Température corporelle").ClickAsync(new());

        _ = dialog.WaitForElement("#entry-value-0").InputAsync(new() { Value = "99" });
        await dialog.Find("#entry-form").SubmitAsync();
        dialog.WaitForElement("#entry-error [role=alert]");

        _ = dialog.Find("#entry-value-0").InputAsync(new() { Value = "45" });
        await dialog.Find("#entry-form").SubmitAsync();
        dialog.WaitForAssertion(() =>
            Assert.Contains("cette valeur est inhabituelle", dialog.Markup)
        );
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "body-temperature", Ct));
        await dialog.Find("#entry-form").SubmitAsync();

        Assert.Single(await host.ListAsync(family.Ana, family.AnaPerson, "body-temperature", Ct));
    }

    [Fact]
    public async Task Nobody_types_a_stage_of_sleep()
    {
        await using var host = await HostAsync();
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = await PagesAsync(host, family.Ana);
        var dialog = await OpenAsync(pages, family.AnaPerson);

        await dialog.Find("#entry-search").InputAsync(new() { Value = "sommeil" });

        Assert.DoesNotContain(
            dialog.FindAll(".hr-found button"),
            b => b.TextContent.Trim() == "Sommeil"
        );
    }

    [Theory]
    [InlineData(ImportState.Uploading, "envoyés sur", "Reprendre l’envoi")]
    [InlineData(ImportState.Waiting, "La lecture va commencer", "Abandonner")]
    [InlineData(ImportState.Running, "120 mesures trouvées, 12 par seconde", "Abandonner")]
    [InlineData(ImportState.Interrupted, "rien n’a encore été ajouté", "Relancer")]
    [InlineData(ImportState.Done, "Mesures ajoutées : 1 200.", "Annuler cet import")]
    public async Task An_import_says_how_far_it_is_and_what_can_be_done(
        ImportState state,
        string sentence,
        string button
    )
    {
        await using var host = await HostAsync();
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = await PagesAsync(host, family.Ana);

        var card = Card(pages, Run(family.AnaPerson, state));

        Assert.Contains(sentence, Plain(card.Find("article")), StringComparison.Ordinal);
        Assert.Contains(card.FindAll("button"), b => b.TextContent.Trim() == button);
    }

    [Fact]
    public async Task A_refused_file_says_why_and_offers_nothing_to_undo()
    {
        await using var host = await HostAsync();
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = await PagesAsync(host, family.Ana);
        var run = Run(family.AnaPerson, ImportState.Refused) with
        {
            Report = new ImportReport { Refusal = "import.not-an-export" },
        };

        var card = Card(pages, run);

        Assert.NotEmpty(card.Find("[role=alert]").TextContent.Trim());
        Assert.DoesNotContain("import.", card.Find("[role=alert]").TextContent);
        Assert.DoesNotContain(card.FindAll("button"), b => b.TextContent.Contains("Annuler"));
    }

    // What is typed is kept after a pause of the clock, which stands still here: it is not waited for.
    private static Task<RecordHost> HostAsync() =>
        RecordHost.OpenAsync(Database.Sqlite, Typing.WithoutWorkers, ct: Ct);

    private static async Task<FamilyPages> PagesAsync(RecordHost host, Actor actor)
    {
        var pages = new FamilyPages(host, actor);
        pages
            .Services.GetRequiredService<WhoIsShown>()
            .Know(await host.Get<ReadShownPersons>().RunAsync(actor, Ct));
        return pages;
    }

    private static async Task<IRenderedComponent<MudBlazor.MudDialogProvider>> OpenAsync(
        FamilyPages pages,
        PersonId person
    )
    {
        await pages.Dialogs.InvokeAsync(() =>
            pages.Services.GetRequiredService<QuickEntry>().OpenAsync(person)
        );
        pages.Dialogs.WaitForElement(".hr-kind");
        return pages.Dialogs;
    }

    private static IElement Button(
        IRenderedComponent<MudBlazor.MudDialogProvider> dialog,
        string text
    ) => dialog.FindAll(".hr-kind").Single(b => b.TextContent.Trim() == text);

    private static async Task LogAsync(
        RecordHost host,
        TestFamily family,
        string kind,
        long digits,
        sbyte exponent
    ) =>
        await host.LogAsync(
            family.Ana,
            family.AnaPerson,
            new(kind, Typing.Noon, [new Domain.Measures.WrittenNumber(digits, exponent)]),
            Ct
        );

    private static IRenderedComponent<ImportCard> Card(FamilyPages pages, ImportRunView run) =>
        pages.Render<ImportCard>(p =>
            p.Add(c => c.Run, run).Add(c => c.Whose, "Ana").Add(c => c.Now, Typing.Noon)
        );

    private static ImportRunView Run(PersonId person, ImportState state)
    {
        var report = new ImportReport();
        report.Kinds.Add(new KindCounts("Weight") { Kind = "body-weight", Added = 1200 });
        return new(
            new ImportId(Ids.New()),
            person,
            state,
            "export.zip",
            2000,
            1000,
            500,
            120,
            Typing.Noon,
            Typing.Noon.AddSeconds(-10),
            null,
            state == ImportState.Done ? report : null,
            null
        );
    }

    private static string[] Names(IRenderedComponent<PersonPage> page) =>
        [.. page.FindAll(".hr-tile h2").Select(h => h.TextContent.Trim())];

    private static string Plain(IElement element) =>
        element.TextContent.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
