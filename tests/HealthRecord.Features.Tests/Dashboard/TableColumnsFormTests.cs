using AngleSharp.Dom;
using Bunit;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Tests.Family;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.Importers;
using HealthRecord.Importers.Tables;
using HealthRecord.TestKit;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Dashboard;

/// <summary>What a person sees of a table before it is read, and what their corrections send.</summary>
public sealed class TableColumnsFormTests
{
    private static readonly TableDescription Proposal = new()
    {
        HeaderLine = 1,
        DateOrder = "dmy",
        DecimalSign = ",",
        Columns =
        [
            new(0, TableRole.Date) { Header = "Date", Sure = true },
            new(1, TableRole.Value)
            {
                Header = "Poids",
                Kind = "body-weight",
                Unit = "kg",
                Units = ["kg"],
            },
            new(2, TableRole.Ignore) { Header = "Remarque" },
        ],
        Sample =
        [
            ["03/02/2026", "72,5", "bien"],
            ["04/02/2026", "oups", ""],
        ],
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_nothing_tells_is_chosen_before_it_goes_on()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        string? sent = null;
        var form = pages.Render<TableColumnsForm>(p =>
            p.Add(f => f.Question, new("columns:a", ImportTopic.Columns, [], [], Proposal.ToJson()))
                .Add(f => f.Id, "ask")
                .Add(f => f.Person, family.AnaPerson)
                .Add(f => f.Whose, "Ana")
                .Add(f => f.OnAnswer, answer => sent = answer)
        );

        await form.Find("form").SubmitAsync();
        Assert.Null(sent);
        Assert.Contains("jour ou le mois", form.Markup, StringComparison.Ordinal);

        await form.Find("#ask-order").ChangeAsync(new() { Value = "mdy" });
        Assert.Contains("2 mars 2026", Plain(form.Find(".hr-column-preview")));
        Assert.Contains("72,5 kg", Plain(form.Find(".hr-column-preview")));
        Assert.Contains("oups", form.Find("#ask-1-why").TextContent);

        await form.Find("#ask-1-is").ChangeAsync(new() { Value = "Ignore" });
        Assert.Contains("Aucune colonne n’est une mesure", form.Markup);
        await form.Find("#ask-1-is").ChangeAsync(new() { Value = "glucose" });
        await form.Find("#ask-1-unit").ChangeAsync(new() { Value = "g/L" });
        await form.Find("form").SubmitAsync();

        var read = TableDescription.Parse(sent!);
        Assert.Equal("mdy", read.DateOrder);
        Assert.Equal(("glucose", "g/L"), (read.Columns[1].Kind, read.Columns[1].Unit));
        Assert.Null(read.Sample);
        Assert.Empty(TableAnswer.Faults(read, Proposal));
    }

    private static string Plain(IElement element) =>
        element.TextContent.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
