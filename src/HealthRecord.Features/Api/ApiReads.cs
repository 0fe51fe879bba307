using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Api;

/// <summary>Kinds, readings and days.</summary>
internal static class ApiReads
{
    private const int LongestSpanYears = 10;

    public static void Map(RouteGroupBuilder api)
    {
        var person = api.MapGroup("/persons/{person:guid}");
        person
            .MapGet("/kinds", KindsAsync)
            .WithSummary("The kinds of a person with the person's tag of each")
            .Produces<IReadOnlyList<ApiKind>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        person
            .MapPost("/kinds", DefineAsync)
            .WithSummary("Add a kind of one's own for a person")
            .WithDescription("`domain` is one of those that the token may write.")
            .Produces<ApiKind>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        person
            .MapGet("/kinds/{tag}/readings", ReadingsAsync)
            .WithSummary("Readings of one kind, newest first")
            .WithDescription(
                "`from` is included, `to` is not. `take` is at most 1000; the next page begins `after` the `next` of the last."
            )
            .Produces<ApiReadings>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        person
            .MapGet("/kinds/{tag}/days", DaysAsync)
            .WithSummary(
                "Summaries of local days of one kind, both ends included, at most ten years"
            )
            .Produces<ApiDays>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> KindsAsync(
        HttpContext http,
        Guid person,
        ReadKinds kinds,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        var rows = await kinds.RunAsync(http.Actor(), new(person), ct);
        return rows.Error is { } refusal
            ? problems.Of(refusal)
            : Results.Ok(rows.Value.Select(ApiKind.Of).ToList());
    }

    private static async Task<IResult> DefineAsync(
        HttpContext http,
        Guid person,
        ApiNewKind body,
        DefineKind define,
        ReadKinds kinds,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        if (body.FormOf() is not { } form)
            return problems.Of(ReadingErrors.BadField("name, domain"));
        var tag = await define.RunAsync(http.Actor(), new(person), form, ct);
        if (tag.Error is { } refusal)
            return problems.Of(refusal);
        var rows = await kinds.RunAsync(http.Actor(), new(person), ct);
        return rows.Error is { } gone
            ? problems.Of(gone)
            : Results.Created(
                $"/api/v1/persons/{person}/kinds/{tag.Value.Text}/readings",
                ApiKind.Of(rows.Value.Single(k => k.Tag == tag.Value))
            );
    }

    private static async Task<IResult> ReadingsAsync(
        HttpContext http,
        Guid person,
        string tag,
        DateTimeOffset? from,
        DateTimeOffset? to,
        string? after,
        int? take,
        ReadReadings readings,
        ApiProblems problems,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var query = new ReadingsQuery(
            (from ?? DateTimeOffset.UnixEpoch).UtcDateTime,
            (to ?? clock.GetUtcNow().AddDays(2)).UtcDateTime
        )
        {
            After = after,
            Take = Math.Clamp(take ?? 100, 1, ReadingsQuery.LargestPage),
        };
        var page = await readings.RunAsync(http.Actor(), new(person), new(tag), query, ct);
        return page.Error is { } refusal
            ? problems.Of(refusal)
            : Results.Ok(
                new ApiReadings(
                    [.. page.Value.Readings.Select(ApiReading.Of)],
                    page.Value.Next,
                    page.Value.Damaged
                )
            );
    }

    private static async Task<IResult> DaysAsync(
        HttpContext http,
        Guid person,
        string tag,
        DateOnly from,
        DateOnly to,
        ReadDays days,
        ApiProblems problems,
        CancellationToken ct
    )
    {
        if (to < from || to.Year - from.Year > LongestSpanYears || from.Year < 2 || to.Year > 9997)
            return problems.Of(ReadingErrors.BadField("from, to"));
        var view = await days.RunAsync(http.Actor(), new(person), new(tag), from, to, ct);
        return view.Error is { } refusal
            ? problems.Of(refusal)
            : Results.Ok(
                new ApiDays(
                    [.. view.Value.Days.Select(d => ApiDay.Of(view.Value.Kind, d))],
                    view.Value.Damaged
                )
            );
    }
}
