using System.Security.Claims;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Imports;

/// <summary>What the upload page's script talks to: how far the file has come, the next piece, and the refused lines as a file.</summary>
internal static class UploadRoutes
{
    /// <summary>Only a script of our own pages can set it: another site's form cannot.</summary>
    private const string Mark = "X-HealthRecord";

    /// <summary>What a page that goes on knows of what was sent before it was there.</summary>
    private const string Begun = "X-HealthRecord-Begun";
    private const long LargestPiece = 64L << 20;

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/imports/{run:guid}").RequireAuthorization();
        group.MapGet("/upload", ReceivedAsync);
        group
            .MapPatch("/upload", AppendAsync)
            .WithMetadata(new RequestSizeLimitAttribute(LargestPiece))
            .DisableAntiforgery();
        group.MapGet("/refused.csv", RefusedLines.DownloadAsync);
    }

    private static async Task<IResult> ReceivedAsync(
        Guid run,
        ClaimsPrincipal user,
        ReadImports imports,
        CancellationToken ct
    )
    {
        if (ActorClaims.Of(user) is not { } actor)
            return Results.Unauthorized();
        return (await imports.OneAsync(actor, new(run), ct)).TryGet(out var view)
            ? Results.Ok(new { received = view.ReceivedBytes, total = view.TotalBytes })
            : Refused(ImportErrors.NotFound);
    }

    private static async Task<IResult> AppendAsync(
        Guid run,
        long offset,
        HttpContext http,
        AppendUpload append,
        CancellationToken ct
    )
    {
        if (ActorClaims.Of(http.User) is not { } actor)
            return Results.Unauthorized();
        if (http.Request.Headers[Mark] != "upload")
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var begun = http.Request.Headers[Begun].ToString();
        var kept = await append.RunAsync(
            actor,
            new(run),
            offset,
            http.Request.Body,
            ct,
            begun.Length == 0 ? null : begun
        );
        return kept.Error is { } refusal
            ? Refused(refusal)
            : Results.Ok(new { received = kept.Value });
    }

    private static IResult Refused(Error refusal) =>
        Results.Json(
            new { key = refusal.Key },
            statusCode: refusal.Key switch
            {
                "import.not-found" => StatusCodes.Status404NotFound,
                "import.not-yours" => StatusCodes.Status403Forbidden,
                "import.storage-full" => StatusCodes.Status507InsufficientStorage,
                _ => StatusCodes.Status409Conflict,
            }
        );
}
