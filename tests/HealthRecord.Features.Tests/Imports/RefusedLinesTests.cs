using System.Globalization;
using System.Security.Claims;
using System.Text;
using Bunit;
using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Family;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.Importers;
using HealthRecord.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>The list of what was refused opens in a spreadsheet, and does nothing there.</summary>
public sealed class RefusedLinesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "=HYPERLINK(\"https://example.org\")",
        "\"'=HYPERLINK(\"\"https://example.org\"\")\""
    )]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+33 1", "'+33 1")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\uFF1Dx", "'\uFF1Dx")]
    [InlineData("-12.5", "-12.5")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    public void A_field_is_text_and_no_formula(string field, string written) =>
        Assert.Equal($"1,{written}\r\n", CsvLine.Of("1", field));

    [Theory, BothDatabases]
    public async Task Every_refused_line_stands_in_the_table_once(Database database)
    {
        await using var host = await RecordHost.OpenAsync(
            database,
            s =>
            {
                Typing.WithoutWorkers(s);
                s.AddLogging();
            },
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        var run = await host.ImportAsync(
            family.Ana,
            family.AnaPerson,
            AppleExport
                .With()
                .Record("HeartRate", "2024-03-01 08:00:00", "=1+1,\"x\"", "count/min")
                .Record("BodyMass", "2024-03-01 08:00:00", "9999", "kg")
                .Weight("2024-03-01 08:00:00", 70m)
                .Zip(),
            Ct
        );

        var (status, text) = await DownloadAsync(host, family.Ana, run.Run);

        Assert.Equal(StatusCodes.Status200OK, status);
        Assert.StartsWith("\uFEFF", text, StringComparison.Ordinal);
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains(",\"'=1+1,\"\"x\"\"\"", lines[1], StringComparison.Ordinal);
        Assert.Contains(",9999,", lines[2], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), l => Assert.Matches("^[0-9]+,HKQuantityTypeIdentifier", l));

        var stranger = await family.AddStrangerAsync("Karim", Ct);
        Assert.Equal(
            StatusCodes.Status404NotFound,
            (await DownloadAsync(host, stranger, run.Run)).Status
        );
    }

    [Fact]
    public async Task Of_a_file_of_which_every_line_is_refused_every_line_is_named()
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            s =>
            {
                Typing.WithoutWorkers(s);
                s.AddLogging();
            },
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        const int half = 15_000;
        var file = AppleExport.With();
        for (var i = 0; i < half; i++)
            file.Record("NothingOfOurs", "2024-03-01 08:00:00", $"{i}", "count")
                .Record("HeartRate", "2024-03-01 08:00:00", "fast", "count/min");
        var run = await host.ImportAsync(family.Ana, family.AnaPerson, file.Zip(), Ct);

        var report = run.Report!;
        Assert.Equal(2 * half, report.Refused);
        Assert.Equal(ImportReport.ListedRefusals, report.RefusedLines.Count);
        Assert.Equal((2 * half) - ImportReport.ListedRefusals, report.FurtherRefusals!.Lines);

        // Each line of the file once, under its own type and reason: odd and even ones take turns.
        var named = report
            .RefusedLines.Select(l => (l.Line, l.Origin, l.Reason))
            .Concat(
                report
                    .FurtherRefusals.Each()
                    .SelectMany(r =>
                        Enumerable
                            .Range(0, (int)r.Count)
                            .Select(i => (r.First + (r.Step * i), r.Origin, r.Reason))
                    )
            )
            .Order()
            .ToList();
        var first = named[0].Item1;
        Assert.Equal(
            Enumerable
                .Range(0, 2 * half)
                .Select(i =>
                    i % 2 == 0
                        ? (
                            first + i,
                            "HKQuantityTypeIdentifierNothingOfOurs",
                            nameof(RefusalReason.UnknownType)
                        )
                        : (
                            first + i,
                            "HKQuantityTypeIdentifierHeartRate",
                            nameof(RefusalReason.NotANumber)
                        )
                ),
            named
        );

        var (_, text) = await DownloadAsync(host, family.Ana, run.Run);
        var rows = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + ImportReport.ListedRefusals + 2, rows.Length);
        Assert.EndsWith(
            $",{first + (2 * half) - 1},2,{half / 3 * 2}",
            rows[^1],
            StringComparison.Ordinal
        );

        await using var pages = new FamilyPages(host, family.Ana);
        var shown = pages.Render<RefusedRanges>(p => p.Add(r => r.Further, report.FurtherRefusals));
        await shown.Find("details").TriggerEventAsync("ontoggle", EventArgs.Empty);
        Assert.Equal(2, shown.FindAll("li").Count);
        Assert.Contains(
            "HKQuantityTypeIdentifierHeartRate",
            shown.Markup,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(12_001, 1, 3200, "lignes 12 001 à 15 200 (poids) : La valeur n’est pas un nombre.")]
    [InlineData(7, 0, 1, "ligne 7 (poids) : La valeur n’est pas un nombre.")]
    [InlineData(7, 5, 2, "lignes 7 et 12 (poids) : La valeur n’est pas un nombre.")]
    [InlineData(7, 0, 3, "ligne 7 (3 fois) (poids) : La valeur n’est pas un nombre.")]
    [InlineData(
        7,
        3,
        4,
        "lignes 7 à 16, à intervalles réguliers (4 lignes) (poids) : La valeur n’est pas un nombre."
    )]
    [InlineData(0, 0, 9, "sans numéro de ligne : 9 (poids) : La valeur n’est pas un nombre.")]
    public void Lines_are_named_as_people_name_them(long first, long step, long count, string said)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        try
        {
            using var texts = new ServiceCollection()
                .AddLogging()
                .AddLocalization()
                .BuildServiceProvider();
            var words = RefusedRangeWords.Of(
                new("poids", "NotANumber", first, step, count),
                texts.GetRequiredService<IStringLocalizer<ImportPageTexts>>(),
                texts.GetRequiredService<IStringLocalizer<ImportsTexts>>()
            );
            Assert.Equal(said, words.Replace('\u00a0', ' ').Replace('\u202f', ' '));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static async Task<(int Status, string Text)> DownloadAsync(
        RecordHost host,
        Actor actor,
        ImportId run
    )
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity(ActorClaims.Of(actor), "test"));
        var answer = await RefusedLines.DownloadAsync(
            run.Value,
            user,
            host.Get<ReadImports>(),
            host.Get<IStringLocalizer<ImportsTexts>>(),
            Ct
        );
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = host.Services };
        http.Response.Body = body;
        await answer.ExecuteAsync(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()));
    }
}
