using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Api;

internal static class ApiEntries
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/persons/{person:guid}/entries", TypesAsync)
            .WithSummary("The types of entries of a person with the person's tag of each")
            .Produces<IReadOnlyList<ApiEntryType>>();
        api.MapGet("/persons/{person:guid}/entries/{tag}", ListAsync)
            .WithSummary("Entries of one type")
            .Produces<IReadOnlyList<ApiEntry>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> TypesAsync(
        HttpContext http,
        Guid person,
        ReadEntries entries,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var types = await entries.TypesAsync(http.Actor(), new(person), ct);
        return types.Error is { } refusal ? problems.Of(refusal) : Results.Ok(types.Value);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http,
        Guid person,
        string tag,
        ReadEntries entries,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var found = await entries.RunAsync(http.Actor(), new(person), tag, ct);
        return found.Error is { } refusal ? problems.Of(refusal) : Results.Ok(found.Value);
    }
}
