using System.Globalization;
using System.Security.Claims;
using System.Text;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Imports;

/// <summary>The lines of a file that did not become readings, as a table to open elsewhere: the first with their text, all others as runs.</summary>
internal static class RefusedLines
{
    public static async Task<IResult> DownloadAsync(
        Guid run,
        ClaimsPrincipal user,
        ReadImports imports,
        IStringLocalizer<ImportsTexts> texts,
        CancellationToken ct
    )
    {
        if (ActorClaims.Of(user) is not { } actor)
            return Results.Unauthorized();
        if (!(await imports.OneAsync(actor, new(run), ct)).TryGet(out var view))
            return Results.NotFound();
        return Of(view.Report ?? new(), key => texts[key], ct);
    }

    /// <param name="words">The sentence of a key, in the reader's language.</param>
    public static IResult Of(
        ImportReport report,
        Func<string, string> words,
        CancellationToken ct
    ) =>
        Results.Stream(
            async body =>
            {
                // Written as it is unpacked: the table of a hostile file is longer than it is worth keeping.
                await using var text = new StreamWriter(body, new UTF8Encoding(true));
                foreach (var line in Table(report, words))
                    await text.WriteAsync(line.AsMemory(), ct);
            },
            "text/csv; charset=utf-8",
            "refused.csv"
        );

    private static IEnumerable<string> Table(ImportReport report, Func<string, string> words)
    {
        yield return CsvLine.Of(
            words("import.csv.line"),
            words("import.csv.type"),
            words("import.csv.reason"),
            words("import.csv.text"),
            words("import.csv.last"),
            words("import.csv.step"),
            words("import.csv.count")
        );
        foreach (var line in report.RefusedLines)
            yield return CsvLine.Of(
                Whole(line.Line),
                line.Origin,
                words($"import.refused.{line.Reason}"),
                line.Text,
                Whole(line.Line),
                "1",
                "1"
            );
        foreach (var run in report.FurtherRefusals?.Each() ?? [])
            yield return CsvLine.Of(
                Whole(run.First),
                run.Origin,
                words($"import.refused.{run.Reason}"),
                "",
                Whole(run.Last),
                Whole(run.Step),
                Whole(run.Count)
            );
    }

    private static string Whole(long number) => number.ToString(CultureInfo.InvariantCulture);
}
