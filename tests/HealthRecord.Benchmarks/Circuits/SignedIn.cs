using System.Net;
using System.Text.RegularExpressions;

namespace HealthRecord.Benchmarks.Circuits;

/// <summary>Signs in over plain HTTP, as the form of the page does.</summary>
internal static partial class SignedIn
{
    /// <returns>The cookies of a new session, as the header has them.</returns>
    public static async Task<string> CookieAsync(
        Uri site,
        string address,
        string password,
        CancellationToken ct
    )
    {
        var jar = new CookieContainer();
        using var handler = new HttpClientHandler
        {
            CookieContainer = jar,
            AllowAutoRedirect = false,
        };
        using var http = new HttpClient(handler) { BaseAddress = site };
        var path = new Uri("/compte/connexion", UriKind.Relative);
        var page = await http.GetStringAsync(path, ct);
        using var form = new FormUrlEncodedContent([
            new("_handler", "sign-in"),
            new("__RequestVerificationToken", Token().Match(page).Groups["value"].Value),
            new("Address", address),
            new("Password", password),
        ]);
        using var answer = await http.PostAsync(path, form, ct);
        return answer.StatusCode == HttpStatusCode.Redirect || jar.GetAllCookies()["hr"] is not null
            ? jar.GetCookieHeader(site)
            : throw new InvalidOperationException($"No sign-in: {answer.StatusCode}.");
    }

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"(?<value>[^\"]+)\"",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex Token();
}
