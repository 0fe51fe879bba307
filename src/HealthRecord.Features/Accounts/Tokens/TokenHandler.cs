using System.Security.Claims;
using System.Text.Encodings.Web;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HealthRecord.Features.Accounts.Tokens;

/// <summary>Reads <c>Authorization: Bearer hrp_…</c>.</summary>
internal sealed class TokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    TokenStore tokens
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (
            await tokens.FindAsync(header[Bearer.Length..].Trim(), Context.RequestAborted)
            is not { } actor
        )
            return AuthenticateResult.Fail("No such token.");
        return AuthenticateResult.Success(
            new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity(ActorClaims.Of(actor), Scheme.Name)),
                Scheme.Name
            )
        );
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }
}
