using Microsoft.AspNetCore.Http;

namespace HealthRecord.Features.Accounts.Sessions;

/// <summary>The cookie that carries the secret of a session, and nothing else.</summary>
internal static class SessionCookie
{
    private const int SecretLength = 43;

    public static string? Read(HttpRequest request) =>
        request.Cookies[SessionDefaults.CookieName(request)] is { Length: SecretLength } secret
            ? secret
            : null;

    public static void Write(HttpContext context, string secret, bool stays) =>
        context.Response.Cookies.Append(
            SessionDefaults.CookieName(context.Request),
            secret,
            Options(context, stays ? SessionDefaults.StayingAbsolute : null)
        );

    public static void Remove(HttpContext context) =>
        context.Response.Cookies.Delete(
            SessionDefaults.CookieName(context.Request),
            Options(context, null)
        );

    private static CookieOptions Options(HttpContext context, TimeSpan? age) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = age,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = "/",
        };
}
