using HealthRecord.Features.Platform.Mail;
using Microsoft.Net.Http.Headers;

namespace HealthRecord.Web.Border;

/// <summary>Who may open a circuit or change something: pages of our own host only.</summary>
/// <remarks>
/// Browsers send WebSocket handshakes of any page with our cookie and without CORS, so the circuit asks for an
/// <c>Origin</c> of ours; none is refused like another one.
/// </remarks>
internal static class OriginGate
{
    public static void UseOriginGate(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (Passes(context))
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }
        );

    private static bool Passes(HttpContext context)
    {
        var request = context.Request;
        // Blazor's script asks for this list by a plain GET, which carries no origin and opens nothing.
        if (
            HttpMethods.IsGet(request.Method)
            && request.Path.Equals("/_blazor/initializers", StringComparison.OrdinalIgnoreCase)
        )
            return true;
        if (request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase))
            return IsOurs(context, request.Headers.Origin.ToString());
        if (
            HttpMethods.IsGet(request.Method)
            || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method)
        )
            return true;
        if (request.Path == ContentReports.Path || CarriesToken(request))
            return true;
        // Programs that are no browser send neither: they carry no cookie of a victim either.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || IsOurs(context, origin);
    }

    // A token is no cookie: no browser sends it for another page.
    private static bool CarriesToken(HttpRequest request) =>
        request
            .Headers[HeaderNames.Authorization]
            .ToString()
            .StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static bool IsOurs(HttpContext context, string origin) =>
        context.RequestServices.GetRequiredService<PublicAddress>().IsOurs(origin);
}
