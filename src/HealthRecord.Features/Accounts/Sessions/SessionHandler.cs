using System.Security.Claims;
using System.Text.Encodings.Web;
using HealthRecord.Features.Accounts.Preferences;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HealthRecord.Features.Accounts.Sessions;

/// <summary>Reads the session cookie; the row behind it decides.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    SessionStore sessions
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionCookie.Read(Request) is not { } secret)
            return AuthenticateResult.NoResult();
        if (await sessions.FindAsync(secret, Context.RequestAborted) is not { } session)
            return AuthenticateResult.NoResult();
        sessions.Seen(session.Id);
        Context.Features.Set(session);
        var identity = new ClaimsIdentity(ActorClaims.Of(session.Actor), Scheme.Name);
        identity.AddClaim(new Claim(LanguageChoice.Claim, session.Language));
        return AuthenticateResult.Success(
            new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name)
        );
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // Only a page can be answered with another page; what a script asks for gets its status.
        if (!HttpMethods.IsGet(Request.Method) || !AsksForPage())
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
        var here = Request.PathBase + Request.Path + Request.QueryString;
        Response.Redirect(
            Request.Path == "/"
                ? SessionDefaults.SignInPath
                : $"{SessionDefaults.SignInPath}?retour={Uri.EscapeDataString(here)}"
        );
        return Task.CompletedTask;
    }

    private bool AsksForPage() =>
        !Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        && !Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && Request.Headers["Sec-Fetch-Mode"].ToString() is "" or "navigate"
        && Request.Headers.Accept.ToString() is var accept
        && (
            accept.Length == 0
            || accept == "*/*"
            || accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)
        );
}
