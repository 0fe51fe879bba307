using HealthRecord.Domain;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Family.Photos;

/// <summary>Photos go up and down over HTTP, never through the circuit.</summary>
internal static class PhotoEndpoints
{
    // A page of another site cannot send this header without a preflight, which nobody answers.
    private const string Header = "X-HealthRecord";

    public static void MapPhotos(this IEndpointRouteBuilder routes)
    {
        var photo = routes.MapGroup("/personnes/{person:guid}/photo").RequireAuthorization();
        photo.MapGet("", GetAsync);
        photo.MapPut("", PutAsync).DisableAntiforgery();
        photo.MapDelete("", DeleteAsync).DisableAntiforgery();
    }

    private static async Task<IResult> GetAsync(
        Guid person,
        HttpContext http,
        ReadPhoto read,
        CancellationToken ct
    )
    {
        if (ActorClaims.Of(http.User) is not { } actor)
            return Results.NotFound();
        var photo = await read.RunAsync(actor, new(person), ct);
        if (!photo.TryGet(out var jpeg))
            return Results.NotFound();
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Bytes(jpeg, "image/jpeg");
    }

    private static async Task<IResult> PutAsync(
        Guid person,
        HttpContext http,
        ChangePhoto change,
        CancellationToken ct
    )
    {
        if (!http.Request.Headers.ContainsKey(Header))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (ActorClaims.Of(http.User) is not { } actor)
            return Results.NotFound();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = PhotoImage.MostBytes + 1;
        if (await BodyAsync(http.Request, ct) is not { } file)
            return Refused(PhotoErrors.TooLarge);
        var changed = await change.RunAsync(actor, new(person), file, ct);
        return changed.Error is { } error ? Refused(error) : Results.NoContent();
    }

    private static async Task<IResult> DeleteAsync(
        Guid person,
        HttpContext http,
        ChangePhoto change,
        CancellationToken ct
    )
    {
        if (!http.Request.Headers.ContainsKey(Header))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (ActorClaims.Of(http.User) is not { } actor)
            return Results.NotFound();
        var changed = await change.RunAsync(actor, new(person), null, ct);
        return changed.Error is { } error ? Refused(error) : Results.NoContent();
    }

    /// <summary>Null as soon as one byte too many arrives, whatever length was announced.</summary>
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(
        HttpRequest request,
        CancellationToken ct
    )
    {
        if (request.ContentLength > PhotoImage.MostBytes)
            return null;
        using var body = new MemoryStream();
        var piece = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(piece, ct)) > 0)
        {
            if (body.Length + read > PhotoImage.MostBytes)
                return null;
            body.Write(piece, 0, read);
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static IResult Refused(Error error) =>
        error == FamilyErrors.NotFound
            ? Results.NotFound()
            : Results.Json(
                new Dictionary<string, string>(StringComparer.Ordinal) { ["key"] = error.Key },
                statusCode: error == PhotoErrors.TooLarge ? StatusCodes.Status413PayloadTooLarge
                    : error == FamilyErrors.NotYours ? StatusCodes.Status403Forbidden
                    : error == FamilyErrors.StorageFull ? StatusCodes.Status507InsufficientStorage
                    : StatusCodes.Status422UnprocessableEntity
            );
}
