using HealthRecord.Features.Imports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Api;

/// <summary>Every line of a file that did not become a reading, and why.</summary>
internal static class ApiRefusedLines
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/imports/{run:guid}/refused.csv", ReadAsync)
            .WithSummary("The lines of an import that were refused, as CSV")
            .WithDescription(
                "The first 10,000 stand each with its text. All further ones are runs: the first line, the last one, the distance from one to the next, and how many they are."
            )
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ReadAsync(
        HttpContext http,
        Guid run,
        ReadImports imports,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var view = await imports.OneAsync(http.Actor(), new(run), ct);
        return view.Error is { } refusal
            ? problems.Of(refusal)
            : RefusedLines.Of(view.Value.Report ?? new(), key => problems.SentenceOf(new(key)), ct);
    }
}
