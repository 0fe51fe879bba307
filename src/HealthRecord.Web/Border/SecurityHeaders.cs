using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Web.Border;

/// <summary>The same headers on every answer: pages, files, downloads, refusals and faults.</summary>
internal static class SecurityHeaders
{
    // Only what browsers on every system know: one name they do not know (web-share, bluetooth) is a warning on each page.
    private const string Off =
        "accelerometer=(), autoplay=(), browsing-topics=(), display-capture=(), encrypted-media=(), fullscreen=(), "
        + "gamepad=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), "
        + "payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=(), "
        + "camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self)";

    public static void UseSecurityHeaders(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                // At the last moment, because the error page clears what was set before it.
                context.Response.OnStarting(Write, context);
                return next(context);
            }
        );

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        if (!headers.ContainsKey("Content-Security-Policy"))
            headers.ContentSecurityPolicy = Policy(context);
        headers["Reporting-Endpoints"] = $"csp=\"{ContentReports.Path}\"";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Off;
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
        // Signed-in answers, forms and the API are never kept by a browser; files say themselves how long.
        if (
            headers.CacheControl.Count == 0
            || ActorClaims.Of(context.User) is not null && !IsAsset(context)
        )
            headers.CacheControl = "no-store";
        headers.Remove("Server");
        headers.Remove("X-Powered-By");
        return Task.CompletedTask;
    }

    private static bool IsAsset(HttpContext context) =>
        context
            .GetEndpoint()
            ?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>()
            is not null;

    private static string Policy(HttpContext context)
    {
        var nonce = context.RequestServices.GetRequiredService<CspNonce>().Value;
        // Some browsers leave WebSockets out of 'self'.
        var socket =
            $"{(context.Request.IsHttps ? "wss" : "ws")}://{SafeHost(context.Request.Host)}";
        // Blazor resolves everything against <base href="/">, which base-uri 'none' would switch off.
        return "default-src 'self'; "
            + $"script-src 'self' 'nonce-{nonce}'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; "
            + $"connect-src 'self' {socket}; "
            + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; "
            + $"report-to csp; report-uri {ContentReports.Path}";
    }

    // The host is the caller's text: nothing in it may end a directive.
    private static string SafeHost(HostString host)
    {
        var text = host.ToUriComponent();
        return text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']')
            ? text
            : "localhost";
    }
}
