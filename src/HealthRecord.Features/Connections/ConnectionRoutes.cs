using System.Security.Claims;
using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Connections.Vendors.Withings;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Connections;

/// <summary>Where people come back from a vendor, and where vendors say that there is something new.</summary>
internal static class ConnectionRoutes
{
    private const int NoticesAMinute = 6000;
    private const long LargestNotice = 64 << 10;

    public static void MapConnectionRoutes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/connexions/{vendor}/retour", ReturnAsync).RequireAuthorization();
        var notices = routes
            .MapGroup("/connexions")
            .AllowAnonymous()
            .DisableAntiforgery()
            .ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(LargestNotice));
        const string address = $"/{WithingsCloud.VendorCode}/avis/{{secret}}";
        notices.MapMethods(address, [HttpMethods.Head, HttpMethods.Get], IsThereAsync);
        notices.MapPost(address, WithingsAsync);
    }

    /// <summary>Too many from one network: the work behind a notice is small, and still not for everybody at any speed.</summary>
    public static IResult? TooMany(HttpContext http, Rates rates)
    {
        if (
            rates.Take($"notice {Caller.Of(http).Network}", NoticesAMinute, TimeSpan.FromMinutes(1))
            is not { } wait
        )
            return null;
        http.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds)}";
        return Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<IResult> ReturnAsync(
        string vendor,
        string? state,
        string? code,
        string? error,
        string? scope,
        ClaimsPrincipal user,
        FinishConnection finish,
        CancellationToken ct
    )
    {
        if (ActorClaims.Of(user) is not { } actor)
            return Results.Unauthorized();
        var done = await finish.RunAsync(actor, vendor, new(state, code, error, scope), ct);
        // Neither code nor state stays in the address that the browser shows and remembers.
        return done.TryGet(out var person)
            ? Results.LocalRedirect($"/imports/services?pour={person}")
            : Results.LocalRedirect($"/imports/services?refus={done.Error?.Key}");
    }

    /// <summary>Withings looks whether the address answers before it notifies there.</summary>
    private static async Task<IResult> IsThereAsync(
        string secret,
        HttpContext http,
        Rates rates,
        TakeNotice notice,
        CancellationToken ct
    ) =>
        TooMany(http, rates)
        ?? Answer(await notice.RunAsync(WithingsCloud.VendorCode, secret, subject: null, ct));

    /// <summary>Withings signs nothing: whoever knows the address can make us ask once more, and no more than that.</summary>
    private static async Task<IResult> WithingsAsync(
        string secret,
        HttpContext http,
        Rates rates,
        TakeNotice notice,
        CancellationToken ct
    )
    {
        if (TooMany(http, rates) is { } refusal)
            return refusal;
        var subject = http.Request.HasFormContentType
            ? (await http.Request.ReadFormAsync(ct))["userid"].ToString()
            : "";
        return Answer(await notice.RunAsync(WithingsCloud.VendorCode, secret, subject, ct));
    }

    private static IResult Answer(Outcome<Done> taken) =>
        taken.Succeeded ? Results.Ok() : Results.NotFound();
}
