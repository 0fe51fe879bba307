using System.Text.Json.Nodes;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Connections.Vendors;
using HealthRecord.Features.Connections.Vendors.GoogleHealth;
using HealthRecord.Features.Connections.Vendors.Oura;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Connections;

/// <summary>Notices of vendors that have one address for everybody: proven to be theirs first, then read.</summary>
internal static class NoticeRoutes
{
    private const int LargestNotice = 64 << 10;

    public static void MapNotices(this IEndpointRouteBuilder routes)
    {
        var notices = routes
            .MapGroup("/connexions")
            .AllowAnonymous()
            .DisableAntiforgery()
            .ExcludeFromDescription()
            .WithMetadata(new RequestSizeLimitAttribute(LargestNotice));
        notices.MapGet($"/{OuraCloud.VendorCode}/avis", OuraChallenge);
        notices.MapPost($"/{OuraCloud.VendorCode}/avis", OuraAsync);
        notices.MapPost($"/{GoogleHealthCloud.VendorCode}/avis", GoogleAsync);
    }

    /// <summary>Oura asks whether the address is ours, with the token that it got from us.</summary>
    private static IResult OuraChallenge(
        [FromQuery(Name = "verification_token")] string? token,
        string? challenge,
        HttpContext http,
        Rates rates,
        OuraCloud oura
    )
    {
        if (ConnectionRoutes.TooMany(http, rates) is { } refusal)
            return refusal;
        return
            oura.IsOffered
            && token is not null
            && challenge is { Length: > 0 and < 500 }
            && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
                Accounts.Secret.Hash(token),
                Accounts.Secret.Hash(oura.VerificationToken)
            )
            ? Results.Ok(
                new Dictionary<string, string>(StringComparer.Ordinal) { ["challenge"] = challenge }
            )
            : Results.NotFound();
    }

    private static async Task<IResult> OuraAsync(
        HttpContext http,
        Rates rates,
        OuraCloud oura,
        TakeNotice notice,
        CancellationToken ct
    )
    {
        if (ConnectionRoutes.TooMany(http, rates) is { } refusal)
            return refusal;
        if (!oura.IsOffered)
            return Results.NotFound();
        var body = await BodyAsync(http, ct);
        var headers = http.Request.Headers;
        if (
            body is null
            || !oura.IsSigned(
                headers["x-oura-timestamp"].ToString(),
                headers["x-oura-signature"].ToString(),
                body
            )
        )
            return Results.Unauthorized();
        if (Read(body).Text("user_id") is { Length: > 0 } subject)
            await notice.OfSubjectAsync(oura.TagOf(subject), ct);
        return Results.Ok();
    }

    /// <summary>Google looks twice whether the address tells a notice of its own from a stranger's: with what was agreed, and without.</summary>
    private static async Task<IResult> GoogleAsync(
        HttpContext http,
        Rates rates,
        GoogleHealthCloud google,
        TakeNotice notice,
        CancellationToken ct
    )
    {
        if (ConnectionRoutes.TooMany(http, rates) is { } refusal)
            return refusal;
        if (!google.IsKnown(http.Request.Headers.Authorization.ToString()))
            return Results.Unauthorized();
        if (await BodyAsync(http, ct) is not { } body)
            return Results.BadRequest();
        var said = Read(body);
        var named = (said?["data"] ?? said).Text("healthUserId");
        if (named is { Length: > 0 } subject)
            await notice.OfSubjectAsync(google.TagOf(subject), ct);
        return Results.NoContent();
    }

    private static JsonObject? Read(byte[] body)
    {
        try
        {
            return VendorHttp.Read(body);
        }
        catch (VendorException)
        {
            return null;
        }
    }

    /// <summary>Every byte, because the signature covers them. Null when there are too many.</summary>
    private static async Task<byte[]?> BodyAsync(HttpContext http, CancellationToken ct)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (kept.Length + read > LargestNotice)
                return null;
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }
}
