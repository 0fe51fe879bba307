using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Dashboard.Board;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Prevention.Calendar;
using HealthRecord.Features.Prevention.Facts;
using HealthRecord.Features.Tests.Family;
using HealthRecord.Features.Tests.HealthBook;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Prevention;

public sealed class CalendarPageTests
{
    private static readonly string[] Late =
    [
        "retard",
        "dépassée",
        "oubli",
        "overdue",
        "late ",
        "has passed",
        "missed",
    ];

    // Here, because what a method sets that is waited for does not come back from it.
    public CalendarPageTests() =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("fr-FR");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, BiologicalSex.Female)]
    [InlineData(4, BiologicalSex.Male)]
    [InlineData(12, BiologicalSex.Female)]
    [InlineData(30, BiologicalSex.Female)]
    [InlineData(52, BiologicalSex.Unknown)]
    [InlineData(78, BiologicalSex.Male)]
    public async Task Somebody_new_reads_no_word_of_being_late(int age, BiologicalSex sex)
    {
        await using var host = await HostAsync();
        // Some months after the birthday, so that some of it lies before the day of adding.
        var born = new DateOnly(2026, 5, 10).AddYears(-age);
        var (ana, who) = await AddedAsync(host, born, sex);

        foreach (var language in new[] { "fr-FR", "en-GB" })
        {
            await using var pages = await PagesAsync(host, ana);
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new(language);
            var calendar = Calendar(pages, who);
            var board = pages.Render<PersonPage>(p => p.Add(x => x.Person, who.Value));
            board.WaitForElement("a.hr-door[href$='calendrier']");

            foreach (var word in Late)
            {
                Assert.DoesNotContain(word, Plain(calendar), StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(word, Plain(board), StringComparison.OrdinalIgnoreCase);
            }
            Assert.NotEmpty(calendar.FindAll("[aria-labelledby=due-complete] section"));
            Assert.Empty(calendar.FindAll("[aria-labelledby=due-now] article"));
        }
    }

    [Fact]
    public async Task A_word_of_being_late_would_be_found()
    {
        await using var host = await HostAsync();
        var (ana, who) = await AddedAsync(host, new(2026, 5, 10), BiologicalSex.Male);
        await CompleteAsync(host, ana, who);
        await using var pages = await PagesAsync(host, ana);

        Assert.Contains("Date prévue dépassée", Plain(Calendar(pages, who)));
    }

    [Fact]
    public async Task A_reminder_says_what_for_whom_since_when_why_and_from_which_source()
    {
        await using var host = await HostAsync();
        var (ana, who) = await AddedAsync(host, new(2026, 9, 25), BiologicalSex.Male);
        await CompleteAsync(host, ana, who);
        await using var pages = await PagesAsync(host, ana);

        var hexa = Item(Calendar(pages, who), "Hexavalent");

        var said = Plain(hexa);
        Assert.Contains("À faire", said);
        Assert.Contains("dose 1 sur 3", said);
        Assert.Contains("Pour Qui · obligatoire", said);
        Assert.Contains("Le calendrier prévoit cette étape depuis le 25 novembre 2026.", said);
        Assert.Contains("À vérifier avec votre professionnel de santé.", said);
        Assert.Contains("Le calendrier le prévoit à l’âge de 2 mois", said);
        Assert.Contains("Vaccination Info Service pro – Coqueluche", said);
        Assert.Contains("source officielle", said);
        Assert.DoesNotContain("Source secondaire", said);
        var pneumo = Plain(Item(Calendar(pages, who), "Pneumocoque"));
        Assert.Contains("Source secondaire, à vérifier.", pneumo);
        Assert.Contains("Ce qui reste à confirmer : Source secondaire seulement", pneumo);
    }

    [Fact]
    public async Task Not_for_me_takes_one_tap_and_is_put_back_by_another()
    {
        await using var host = await HostAsync();
        var (ana, who) = await AddedAsync(host, new(2026, 9, 25), BiologicalSex.Male);
        await CompleteAsync(host, ana, who);
        await using var pages = await PagesAsync(host, ana);
        var page = Calendar(pages, who);

        await Button(Item(page, "Hexavalent"), "Pas pour moi").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Null(FindItem(page, "Hexavalent")));
        var declined = page.FindAll("details.hr-card")
            .Single(d => d.TextContent.Contains("Écarté par vous", StringComparison.Ordinal));
        await Button(declined, "Remettre dans le calendrier").ClickAsync(new());
        page.WaitForAssertion(() => Assert.NotNull(FindItem(page, "Hexavalent")));
    }

    [Fact]
    public async Task An_injection_is_proposed_by_what_it_protects_from_and_makes_its_item_go()
    {
        await using var host = await HostAsync();
        var (ana, who) = await AddedAsync(host, new(2026, 9, 25), BiologicalSex.Male);
        await CompleteAsync(host, ana, who);
        await using var pages = await PagesAsync(host, ana);
        var page = Calendar(pages, who);

        await Button(Item(page, "Hexavalent"), "Fait").ClickAsync(new());
        var offered = Item(page, "Hexavalent").QuerySelectorAll(".hr-pairs strong");
        Assert.Contains(offered, name => name.TextContent == "VAXELIS");
        await Button(Item(page, "Hexavalent"), "Choisir VAXELIS").ClickAsync(new());
        await page.Find("#vaccine-day").ChangeAsync(new() { Value = "2026-11-25" });
        await Item(page, "Hexavalent").QuerySelector("form")!.SubmitAsync();

        page.WaitForAssertion(() => Assert.Null(FindItem(page, "dose 1 sur 3", "Hexavalent")));
        Assert.Contains(
            page.FindAll("details.hr-card"),
            d =>
                d.TextContent.Contains("Hexavalent", StringComparison.Ordinal)
                && Plain(d).Contains("Fait le 25 novembre 2026", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_partly_given_dose_names_what_is_missing()
    {
        await using var host = await HostAsync();
        var (ana, who) = await AddedAsync(host, new(2026, 9, 25), BiologicalSex.Male);
        await CompleteAsync(host, ana, who);
        var penta = BookTests.Vaxelis("2026-11-25");
        await host.Get<SaveBookEntry>()
            .RunAsync(
                ana,
                who,
                penta with
                {
                    Name = "Pentavalent",
                    Code = null,
                    Diseases = [.. penta.Diseases.Where(code => code != "DIS006")],
                },
                null,
                Ct
            );
        await using var pages = await PagesAsync(host, ana);

        var hexa = Plain(Item(Calendar(pages, who), "Hexavalent"));

        Assert.Contains("Cette dose est notée en partie. Il manque : Hépatite B.", hexa);
    }

    [Fact]
    public async Task What_depends_on_an_unanswered_question_says_which()
    {
        await using var host = await HostAsync();
        var (ana, who) = await AddedAsync(host, new(1990, 2, 2), BiologicalSex.Unknown);
        await using var pages = await PagesAsync(host, ana);

        var page = Calendar(pages, who);

        var flu = page.FindAll("details.hr-card li")
            .Single(li => li.QuerySelector("strong")?.TextContent == "Grippe saisonnière");
        Assert.Contains("Une réponse à ces questions peut changer cette ligne", Plain(flu));
        Assert.Contains("pour laquelle un médecin vous a conseillé la vaccination", Plain(flu));
        // Lines for women or men only are asked for once, above.
        Assert.Single(page.FindAll($".hr-note a[href='{PersonRoute.Settings(who)}']"));
    }

    [Fact]
    public async Task A_question_is_answered_by_one_tap_and_stays_answered()
    {
        await using var host = await HostAsync();
        var (ana, who) = await AddedAsync(host, new(1990, 2, 2), BiologicalSex.Female);
        await using var pages = await PagesAsync(host, ana);
        var page = Questions(pages, who);
        Assert.NotEmpty(page.FindAll("a.hr-door[href$='/sante/3']"));

        await Radio(page, "défenses immunitaires", "Oui").ChangeAsync(new() { Value = "on" });

        page.WaitForAssertion(() =>
            Assert.Contains("Réponse enregistrée", page.Find("[role=status]").TextContent)
        );
        Assert.True(
            Radio(Questions(pages, who), "défenses immunitaires", "Oui").HasAttribute("checked")
        );
    }

    [Fact]
    public async Task Without_a_birth_date_the_page_asks_for_it()
    {
        await using var host = await HostAsync();
        var family = await A.Family(host).WithChild("Qui").BuildAsync(Ct);
        await using var pages = await PagesAsync(host, family.Ana);
        var page = pages.Render<CalendarPage>(p =>
            p.Add(x => x.Person, family.Person("Qui").Value)
        );

        page.WaitForAssertion(() => Assert.Contains("Il manque la date de naissance", page.Markup));
    }

    private static Task<RecordHost> HostAsync() =>
        RecordHost.OpenAsync(Database.Sqlite, Typing.WithoutWorkers, ct: Ct);

    private static async Task<(Actor Ana, PersonId Who)> AddedAsync(
        RecordHost host,
        DateOnly born,
        BiologicalSex sex
    )
    {
        var family = await A.Family(host)
            .WithChild("Qui", born: $"{born:yyyy-MM-dd}", sex: sex)
            .BuildAsync(Ct);
        return (family.Ana, family.Person("Qui"));
    }

    private static async Task CompleteAsync(RecordHost host, Actor actor, PersonId person) =>
        Assert.True(
            (
                await host.Get<SayComplete>()
                    .RunAsync(actor, person, RuleKind.Vaccine, new(2026, 11, 25), Ct)
            ).Succeeded
        );

    private static async Task<FamilyPages> PagesAsync(RecordHost host, Actor actor)
    {
        var pages = new FamilyPages(host, actor);
        pages
            .Services.GetRequiredService<WhoIsShown>()
            .Know(await host.Get<ReadShownPersons>().RunAsync(actor, Ct));
        return pages;
    }

    private static IRenderedComponent<CalendarPage> Calendar(FamilyPages pages, PersonId person)
    {
        var page = pages.Render<CalendarPage>(p => p.Add(x => x.Person, person.Value));
        page.WaitForElement("#due-now");
        return page;
    }

    private static IRenderedComponent<QuestionsPage> Questions(FamilyPages pages, PersonId person)
    {
        var page = pages.Render<QuestionsPage>(p => p.Add(x => x.Person, person.Value));
        page.WaitForElement("fieldset");
        return page;
    }

    private static IElement Item(IRenderedComponent<CalendarPage> page, string title) =>
        FindItem(page, title)!;

    private static IElement? FindItem(
        IRenderedComponent<CalendarPage> page,
        params string[] words
    ) =>
        page.FindAll("article")
            .FirstOrDefault(article =>
                words.All(word =>
                    article
                        .QuerySelector("h3")!
                        .TextContent.Contains(word, StringComparison.Ordinal)
                )
            );

    private static IElement Button(IElement inside, string name) =>
        inside
            .QuerySelectorAll("button")
            .First(b => Joined(b.TextContent).StartsWith(Joined(name), StringComparison.Ordinal));

    // The hidden end of a name is set apart by the style sheet, not by a blank.
    private static string Joined(string text) => Plain(text).Replace(" ", "");

    private static IElement Radio(
        IRenderedComponent<QuestionsPage> page,
        string question,
        string answer
    ) =>
        page.FindAll("fieldset")
            .Single(f => f.TextContent.Contains(question, StringComparison.Ordinal))
            .QuerySelectorAll("label")
            .Single(l => l.TextContent.Trim() == answer)
            .QuerySelector("input")!;

    private static string Plain(IElement element) => Plain(element.TextContent);

    private static string Plain(Bunit.IRenderedComponent<CalendarPage> page) =>
        Plain(page.Find("div.hr-content").TextContent);

    private static string Plain(Bunit.IRenderedComponent<PersonPage> page) =>
        Plain(page.Find("div.hr-content").TextContent);

    private static string Plain(string text) =>
        string.Join(
            ' ',
            text.Replace('\u00a0', ' ')
                .Replace('\u202f', ' ')
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
}
