using System.Globalization;
using System.Text;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Readings;

/// <summary>Downloads of readings. They go over HTTP, not through the circuit.</summary>
internal static class ExportRoutes
{
    public static void MapExports(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/p/{person:guid}/mesures/{kind}/csv", DownloadAsync).RequireAuthorization();

    private static async Task DownloadAsync(
        Guid person,
        string kind,
        HttpContext http,
        ExportReadings export,
        CancellationToken ct
    )
    {
        if (
            ActorClaims.Of(http.User) is not { } actor
            || !(
                await export.RunAsync(
                    actor,
                    new(person),
                    new(kind),
                    CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr",
                    ct
                )
            ).TryGet(out var lines)
        )
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"mesures.csv\"";
        http.Response.Headers.CacheControl = "no-store";
        await using var writer = new StreamWriter(
            http.Response.Body,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)
        );
        try
        {
            await foreach (var line in lines.WithCancellation(ct))
                await writer.WriteAsync(line.AsMemory(), ct);
        }
        catch (ExportEndedException)
        {
            // Cut, not ended: nobody takes a half for the whole.
            http.Abort();
        }
    }
}
