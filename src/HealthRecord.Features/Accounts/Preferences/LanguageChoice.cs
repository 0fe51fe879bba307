using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;

namespace HealthRecord.Features.Accounts.Preferences;

/// <summary>Which language an answer is in: the account's, else the cookie's, else the browser's, else French.</summary>
internal static class LanguageChoice
{
    public const string Cookie = "hr-language";
    public const string Claim = "hr:language";
    public const string French = "fr-FR";
    public const string English = "en-GB";

    public static bool IsKnown(string? language) => language is French or English;

    public static void Configure(RequestLocalizationOptions options)
    {
        options.DefaultRequestCulture = new RequestCulture(French);
        options.SupportedCultures = [new CultureInfo(French), new CultureInfo(English)];
        options.SupportedUICultures = options.SupportedCultures;
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context =>
                Task.FromResult<ProviderCultureResult?>(new ProviderCultureResult(Of(context)))
            ),
        ];
    }

    public static string Of(HttpContext context)
    {
        if (context.User.FindFirstValue(Claim) is { } account && IsKnown(account))
            return account;
        if (context.Request.Cookies[Cookie] is { } cookie && IsKnown(cookie))
            return cookie;
        foreach (
            var accepted in context
                .Request.GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
        )
        {
            if (accepted.Value.StartsWith("fr", StringComparison.OrdinalIgnoreCase))
                return French;
            if (accepted.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                return English;
        }
        return French;
    }
}
