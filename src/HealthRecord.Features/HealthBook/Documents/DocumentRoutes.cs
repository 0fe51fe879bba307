using HealthRecord.Domain;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>Documents go up and down over HTTP, never through the circuit.</summary>
/// <remarks>What somebody sent is only ever downloaded: no browser is asked to show it, whatever it says of itself.</remarks>
internal static class DocumentRoutes
{
    // A page of another site cannot send this header without a preflight, which nobody answers.
    private const string Header = "X-HealthRecord";
    private const string NameHeader = "X-File-Name";

    public static string Of(PersonId person) => $"/personnes/{PersonRoute.Of(person)}/documents";

    public static string File(PersonId person, Guid document) => $"{Of(person)}/{document:N}";

    public static string Preview(PersonId person, Guid document) =>
        $"{Of(person)}/{document:N}/apercu";

    public static void MapDocuments(this IEndpointRouteBuilder routes)
    {
        var documents = routes
            .MapGroup("/personnes/{person:guid}/documents")
            .RequireAuthorization();
        documents.MapPost("", PostAsync).DisableAntiforgery();
        documents.MapGet("{document:guid}", GetAsync);
        documents.MapGet("{document:guid}/apercu", PreviewAsync);
    }

    private static async Task<IResult> PostAsync(
        Guid person,
        HttpContext http,
        AddDocument add,
        CancellationToken ct
    )
    {
        if (!http.Request.Headers.ContainsKey(Header))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (ActorClaims.Of(http.User) is not { } actor)
            return Results.NotFound();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = DocumentPieces.MostBytes + 1;
        if (http.Request.ContentLength > DocumentPieces.MostBytes)
            return Refused(DocumentErrors.TooLarge);
        var name = http.Request.Headers[NameHeader].ToString();
        try
        {
            var added = await add.RunAsync(
                actor,
                new(person),
                http.Request.Body,
                Uri.UnescapeDataString(name),
                ct
            );
            return added.TryGet(out var id) ? Said("id", id.ToString("N")) : Refused(added.Error!);
        }
        catch (BadHttpRequestException e)
            when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refused(DocumentErrors.TooLarge);
        }
    }

    private static async Task GetAsync(
        Guid person,
        Guid document,
        HttpContext http,
        OpenDocument open,
        CancellationToken ct
    )
    {
        if (
            ActorClaims.Of(http.User) is not { } actor
            || !(await open.RunAsync(actor, new(person), document, ct)).TryGet(out var opened)
        )
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        Guard(http.Response.Headers);
        http.Response.ContentType = opened.Document.Format.MediaType();
        http.Response.ContentLength = opened.Document.Bytes;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(DocumentNames.File(opened.Document));
        http.Response.Headers.ContentDisposition = disposition.ToString();
        try
        {
            for (var number = 0; number < opened.Document.Pieces; number++)
                await http.Response.Body.WriteAsync(await opened.PieceAsync(number), ct);
        }
        catch (Exception e) when (e is RecordDamagedException or PieceMissingException)
        {
            // Cut, not ended: nobody takes a half for the whole.
            http.Abort();
        }
    }

    private static async Task<IResult> PreviewAsync(
        Guid person,
        Guid document,
        HttpContext http,
        OpenDocument open,
        CancellationToken ct
    )
    {
        if (
            ActorClaims.Of(http.User) is not { } actor
            || !(await open.PreviewAsync(actor, new(person), document, ct)).TryGet(out var jpeg)
        )
            return Results.NotFound();
        Guard(http.Response.Headers);
        return Results.Bytes(jpeg, "image/jpeg");
    }

    private static void Guard(IHeaderDictionary headers)
    {
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
    }

    private static IResult Refused(Error error) =>
        error == BookErrors.NotFound
            ? Results.NotFound()
            : Said(
                "key",
                error.Key,
                error.Key == DocumentErrors.TooLarge.Key ? StatusCodes.Status413PayloadTooLarge
                    : error == BookErrors.NotYours ? StatusCodes.Status403Forbidden
                    : error == BookErrors.StorageFull ? StatusCodes.Status507InsufficientStorage
                    : StatusCodes.Status422UnprocessableEntity
            );

    private static IResult Said(string name, string value, int status = StatusCodes.Status200OK) =>
        Results.Json(
            new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value },
            statusCode: status
        );
}
