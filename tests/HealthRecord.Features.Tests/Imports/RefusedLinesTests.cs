using System.Security.Claims;
using System.Text;
using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Xunit;

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
        Assert.EndsWith(",9999", lines[2], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), l => Assert.Matches("^[0-9]+,HKQuantityTypeIdentifier", l));

        var stranger = await family.AddStrangerAsync("Karim", Ct);
        Assert.Equal(
            StatusCodes.Status404NotFound,
            (await DownloadAsync(host, stranger, run.Run)).Status
        );
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
