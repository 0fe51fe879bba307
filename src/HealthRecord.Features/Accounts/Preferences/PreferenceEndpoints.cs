using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Accounts.Preferences;

/// <summary>The two choices that anybody may make: a POST that sets a cookie and goes back to where one was.</summary>
internal static class PreferenceEndpoints
{
    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/preferences").AllowAnonymous();
        group.MapPost("/theme", Theme);
        group.MapPost("/language", LanguageAsync);
    }

    private static IResult Theme(
        HttpContext context,
        [FromForm] string? theme,
        [FromForm(Name = "returnUrl")] string? back
    )
    {
        if (ThemeChoice.IsKnown(theme))
            Keep(context, ThemeChoice.Cookie, theme!);
        return Results.LocalRedirect(LocalPath.Or(back, "/"));
    }

    private static async Task<IResult> LanguageAsync(
        HttpContext context,
        [FromForm] string? language,
        [FromForm(Name = "returnUrl")] string? back,
        ChangeLanguage change,
        CancellationToken ct
    )
    {
        if (LanguageChoice.IsKnown(language))
        {
            Keep(context, LanguageChoice.Cookie, language!);
            if (ActorClaims.Of(context.User) is { } actor)
                await change.RunAsync(actor, language!, ct);
        }
        return Results.LocalRedirect(LocalPath.Or(back, "/"));
    }

    internal static void Keep(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(
            name,
            value,
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                Path = "/",
            }
        );
}
