using System.Globalization;
using System.Security.Claims;
using System.Text;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Http;

namespace HealthRecord.Features.Imports;

/// <summary>The lines of a file that did not become readings, as a table to open elsewhere.</summary>
internal static class RefusedLines
{
    public static async Task<IResult> DownloadAsync(
        Guid run,
        ClaimsPrincipal user,
        ReadImports imports,
        CancellationToken ct
    )
    {
        if (ActorClaims.Of(user) is not { } actor)
            return Results.Unauthorized();
        if (!(await imports.OneAsync(actor, new(run), ct)).TryGet(out var view))
            return Results.NotFound();
        var text = new StringBuilder("\uFEFF");
        text.Append(CsvLine.Of("line", "type", "reason", "text"));
        foreach (var line in view.Report?.RefusedLines ?? [])
            text.Append(
                CsvLine.Of(
                    line.Line.ToString(CultureInfo.InvariantCulture),
                    line.Origin,
                    line.Reason,
                    line.Text
                )
            );
        return Results.File(
            Encoding.UTF8.GetBytes(text.ToString()),
            "text/csv; charset=utf-8",
            "refused.csv"
        );
    }
}
