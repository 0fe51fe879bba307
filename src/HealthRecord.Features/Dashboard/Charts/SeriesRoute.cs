using System.Security.Claims;
using HealthRecord.Domain;
using HealthRecord.Features.Dashboard.OneKind;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Dashboard.Charts;

/// <summary>The data of a chart over HTTP: it never goes through the circuit.</summary>
internal static class SeriesRoute
{
    public static void MapSeries(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/p/{person:guid}/mesures/{tag}/serie", ReadAsync).RequireAuthorization();

    private static async Task<IResult> ReadAsync(
        Guid person,
        string tag,
        string? vue,
        DateOnly? to,
        DateOnly? du,
        DateOnly? au,
        ClaimsPrincipal user,
        HttpContext http,
        ReadKindPage page,
        ReadReadings readings,
        Family.PersonFactsReader facts,
        ChartMaker charts,
        TimeProvider time,
        CancellationToken ct
    )
    {
        if (ActorClaims.Of(user) is not { } actor)
            return Results.Unauthorized();
        var range = Enum.TryParse<KindRange>(vue, ignoreCase: true, out var asked)
            ? asked
            : KindRange.Month;
        var id = new PersonId(person);
        var kindTag = new KindTag(tag);
        var read = await page.RunAsync(actor, id, kindTag, range, au ?? to, ct, du);
        if (!read.TryGet(out var view))
            return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        if (range != KindRange.Day)
            return Results.Json(charts.OfDays(view), ChartJson.Default.ChartData);
        var day = await readings.OfDayAsync(actor, id, kindTag, view.To, ct);
        if (!day.TryGet(out var list) || await facts.GetAsync(id, ct) is not { } known)
            return Results.NotFound();
        var clock = new PersonClock(known.Zones, time);
        return Results.Json(
            charts.OfReadings(
                view,
                [.. list.Readings.Select(r => (clock.Local(r.StartUtc, r.Zone), r))]
            ),
            ChartJson.Default.ChartData
        );
    }
}
