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
        "body{max-width:60rem;margin:0 auto;padding:32px 16px 64px}header{margin-bottom:24px}header p{margin-top:12px}"
        + "section{display:grid;gap:8px;margin:12px 0;padding:16px;border:1px solid var(--hr-line);"
        + "border-radius:var(--hr-corner);background:var(--hr-surface)}h2{font-size:1rem}"
        + "code{font-family:ui-monospace,monospace;font-size:.9375em;overflow-wrap:anywhere}"
        + "b{display:inline-block;min-width:4.5rem;margin-right:8px;color:var(--hr-primary)}"
        + "small{color:var(--hr-muted);font-size:var(--hr-small)}";

    public static async Task<IResult> ShowAsync(HttpContext http, CancellationToken ct)
    {
        var provider = http.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(
            ApiServices.Document
        );
        var document = await provider.GetOpenApiDocumentAsync(ct);
        var page = new StringBuilder(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + $"<title>API – HealthRecord</title><link rel=\"icon\" href=\"/icons/icon.svg\">"
                + $"<link rel=\"stylesheet\" href=\"/app.css\"><style>{Style}</style></head><body><main><header><h1>HealthRecord API</h1>"
                + "<p>Send <code>Authorization: Bearer hrp_…</code> with a personal access token of your account. "
                + "Errors are problem details with a <code>key</code>. The same as a document: "
                + "<a href=\"/api/v1/openapi.json\">openapi.json</a>.</p></header>"
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
        page.Append("<section><h2><b>")
            .Append(Encoded(method))
            .Append("</b><code>")
            .Append(Encoded(path))
            .Append("</code></h2><p>")
            .Append(Encoded(operation.Summary))
            .Append("</p>");
        if (operation.Description is { Length: > 0 } description)
            page.Append("<p>").Append(Marked(description)).Append("</p>");
        page.Append("<small>");
        if (operation.Parameters is { Count: > 0 } parameters)
            page.Append("Parameters: <code>")
                .Append(Encoded(string.Join(", ", parameters.Select(p => p.Name))))
                .Append("</code> · ");
        page.Append("Answers: <code>")
            .Append(Encoded(string.Join(", ", operation.Responses?.Keys.AsEnumerable() ?? [])))
            .Append("</code></small></section>");
    }

    /// <summary>What stands between backticks is code.</summary>
    private static string Marked(string text) =>
        string.Concat(
            text.Split('`')
                .Select((part, i) => i % 2 == 0 ? Encoded(part) : $"<code>{Encoded(part)}</code>")
        );

    private static string Encoded(string? text) => WebUtility.HtmlEncode(text ?? "");
}
