using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Accounts.Settings;
using HealthRecord.Features.Accounts.Tokens;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Accounts;

/// <summary>Forms that are one button: a POST, an effect, and back to a page.</summary>
internal static class AccountForms
{
    public static void MapAccountForms(this IEndpointRouteBuilder routes)
    {
        // Signing out twice is no fault: whoever is out already is led to the same place.
        routes.MapPost("/compte/deconnexion", SignOutAsync).AllowAnonymous();
        var own = routes.MapGroup("/compte").RequireAuthorization();
        own.MapPost("/sessions/terminer", EndSessionAsync);
        own.MapPost("/sessions/terminer-toutes", EndAllAsync);
        own.MapPost("/jetons/revoquer", RevokeAsync);
        own.MapPost("/supprimer/annuler", KeepAsync);
    }

    private static async Task<IResult> SignOutAsync(
        HttpContext context,
        [FromForm] string? confirm,
        EndSessions end,
        CancellationToken ct
    )
    {
        // The form has no field of its own; naming one makes the framework check the antiforgery token.
        _ = confirm;
        if (ActorClaims.Of(context.User) is { Session: { } session } actor)
            await end.RunAsync(actor, session, ct);
        return Leave(context);
    }

    private static async Task<IResult> EndSessionAsync(
        HttpContext context,
        [FromForm] Guid session,
        EndSessions end,
        CancellationToken ct
    )
    {
        var actor = ActorClaims.Of(context.User)!;
        await end.RunAsync(actor, session, ct);
        return session == actor.Session
            ? Leave(context)
            : Results.LocalRedirect("/compte/sessions");
    }

    private static async Task<IResult> EndAllAsync(
        HttpContext context,
        [FromForm] string? confirm,
        EndSessions end,
        CancellationToken ct
    )
    {
        _ = confirm;
        await end.RunAsync(ActorClaims.Of(context.User)!, only: null, ct);
        return Leave(context);
    }

    private static async Task<IResult> RevokeAsync(
        HttpContext context,
        [FromForm] Guid token,
        RevokeToken revoke,
        CancellationToken ct
    )
    {
        await revoke.RunAsync(ActorClaims.Of(context.User)!, token, ct);
        return Results.LocalRedirect("/compte/jetons");
    }

    private static async Task<IResult> KeepAsync(
        HttpContext context,
        [FromForm] string? confirm,
        KeepAccount keep,
        CancellationToken ct
    )
    {
        _ = confirm;
        // Too late means that the account is about to be gone: the page says which day that is.
        await keep.RunAsync(ActorClaims.Of(context.User)!, ct);
        return Results.LocalRedirect("/compte/supprimer?garde=true");
    }

    private static IResult Leave(HttpContext context)
    {
        SessionCookie.Remove(context);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Results.LocalRedirect(SessionDefaults.SignInPath + "?message=parti");
    }
}
