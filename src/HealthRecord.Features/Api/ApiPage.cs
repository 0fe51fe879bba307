using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace HealthRecord.Features.Api;

/// <summary>The description of the API as a page to read: made of the document itself, with nothing from elsewhere.</summary>
internal static class ApiPage
{
    private const string Style =
        "body{font:16px/1.5 Inter,system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
        + "color:#1E2A2E;background:#FAF7F2}section{background:#fff;border:1px solid #DDD5CA;border-radius:12px;"
        + "padding:1rem;margin:1rem 0}code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}h2{margin:0;font-size:1rem}"
        + "a{color:#0B6B62}@media(prefers-color-scheme:dark){body{color:#E9EEEE;background:#11181B}"
        + "section{background:#1A2327;border-color:#37444A}a{color:#72D5C7}}";

    public static async Task<IResult> ShowAsync(HttpContext http, CancellationToken ct)
    {
        var provider = http.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(
            ApiServices.Document
        );
        var document = await provider.GetOpenApiDocumentAsync(ct);
        var page = new StringBuilder(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + $"<title>API – HealthRecord</title><style>{Style}</style></head><body><main><h1>HealthRecord API</h1>"
                + "<p>Send <code>Authorization: Bearer hrp_…</code> with a personal access token of your account. "
                + "Errors are problem details with a <code>key</code>. The same as a document: "
                + "<a href=\"/api/v1/openapi.json\">openapi.json</a>.</p>"
        );
        foreach (var (path, item) in document.Paths)
        foreach (var (method, operation) in item.Operations ?? [])
            Write(page, path, method.Method, operation);
        page.Append("</main></body></html>");
        return Results.Content(page.ToString(), "text/html; charset=utf-8");
    }

    private static void Write(
        StringBuilder page,
        string path,
        string method,
        OpenApiOperation operation
    )
    {
        page.Append("<section><h2><code>")
            .Append(Encoded($"{method} {path}"))
            .Append("</code></h2><p>")
            .Append(Encoded(operation.Summary))
            .Append("</p>");
        if (operation.Description is { Length: > 0 } description)
            page.Append("<p>").Append(Encoded(description)).Append("</p>");
        if (operation.Parameters is { Count: > 0 } parameters)
            page.Append("<p>Parameters: <code>")
                .Append(Encoded(string.Join(", ", parameters.Select(p => p.Name))))
                .Append("</code></p>");
        page.Append("<p>Answers: <code>")
            .Append(Encoded(string.Join(", ", operation.Responses?.Keys.AsEnumerable() ?? [])))
            .Append("</code></p></section>");
    }

    private static string Encoded(string? text) => WebUtility.HtmlEncode(text ?? "");
}
