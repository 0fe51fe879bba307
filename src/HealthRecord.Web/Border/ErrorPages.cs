using System.Diagnostics;
using System.Globalization;
using HealthRecord.Features.Accounts.Preferences;
using HealthRecord.Web.Components;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HealthRecord.Web.Border;

/// <summary>Refusals and faults as a page in the reader's language, with a number to quote and no text of an exception.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandler = context => WriteAsync(context, context.Response.StatusCode),
                StatusCodeSelector = e =>
                    e is BadHttpRequestException bad
                        ? bad.StatusCode
                        : StatusCodes.Status500InternalServerError,
            }
        );
        app.UseStatusCodePages(c => WriteAsync(c.HttpContext, c.HttpContext.Response.StatusCode));
    }

    private static async Task WriteAsync(HttpContext context, int status)
    {
        var number = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        if (!WantsPage(context.Request))
        {
            await Results
                .Problem(statusCode: status, extensions: [new("traceId", number)])
                .ExecuteAsync(context);
            return;
        }
        // What the inner pipeline decided about the language does not flow back out to here.
        var language = CultureInfo.GetCultureInfo(LanguageChoice.Of(context));
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language;
        context.Response.Headers.ContentLanguage = language.Name;
        // A page that found nothing was a component already: its renderer adds this header a second time and fails.
        context.Response.Headers.Remove("blazor-enhanced-nav");
        var page = new RazorComponentResult<ErrorDocument>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(ErrorDocument.Status)] = status,
                [nameof(ErrorDocument.Number)] = number,
                [nameof(ErrorDocument.Theme)] = ThemeChoice.Of(context),
            }
        )
        {
            StatusCode = status,
        };
        // What failed may have used up the request's own components services; the page gets a scope to itself.
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await page.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }

    private static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && !request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        && (
            HttpMethods.IsGet(request.Method)
            || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsPost(request.Method)
        )
        && request.Headers.Accept.ToString() is var accept
        && (
            accept.Length == 0
            || accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
            || accept == "*/*"
        );
}
