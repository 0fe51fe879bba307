using Bunit;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Tests.Family;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.Importers;
using HealthRecord.TestKit;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Dashboard;

/// <summary>What a person is asked about a file, and what their answers send.</summary>
public sealed class ImportQuestionFormTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beside_the_password_of_an_inner_archive_stands_the_way_without_it()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        var (typed, chosen) = ("", "");

        IRenderedComponent<ImportQuestionForm> Form(ImportQuestion question) =>
            pages.Render<ImportQuestionForm>(p =>
                p.Add(f => f.Question, question)
                    .Add(f => f.Id, "ask")
                    .Add(f => f.Person, family.AnaPerson)
                    .Add(f => f.Whose, "Ana")
                    .Add(f => f.OnAnswer, answer => typed = answer)
                    .Add(f => f.OnChoice, choice => chosen = choice)
            );

        var inner = Form(
            new("password", ImportTopic.Password, [], [new("without", ["Docteur/tension.zip"])])
        );
        Assert.Contains("Docteur/tension.zip", inner.Find("#ask").TextContent);
        await inner
            .FindAll("button")
            .Single(b => b.TextContent == "Importer le reste sans cette archive")
            .ClickAsync(new());
        Assert.Equal(("", "without"), (typed, chosen));

        var alone = Form(new("password", ImportTopic.Password, [], []));
        Assert.DoesNotContain("sans cette archive", alone.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_renamed_file_counts_is_asked_in_words_and_nothing_is_chosen_before()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        var question = new ImportQuestion(
            "meaning:fitbit",
            ImportTopic.Meaning,
            [],
            [new("steps", []), new("distance", []), new("none", [])]
        );

        var form = pages.Render<ImportQuestionForm>(p =>
            p.Add(f => f.Question, question)
                .Add(f => f.Id, "ask")
                .Add(f => f.Person, family.AnaPerson)
                .Add(f => f.Whose, "Ana")
        );

        Assert.Equal(
            ["Pas", "Distance", "Autre chose, ou je ne sais pas"],
            form.FindAll("label span").Select(s => s.TextContent)
        );
        Assert.Empty(form.FindAll("input[checked]"));
        Assert.True(form.Find("button[type=submit]").HasAttribute("disabled"));
    }
}
