using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace HealthRecord.Features.Family.Invitations;

internal static class InvitationEndpoints
{
    /// <summary>The button of the invitation's page: a form, so that it works without a script.</summary>
    public static void MapInvitations(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/invitation/{secret}", JoinAsync).RequireAuthorization();

    private static async Task<IResult> JoinAsync(
        string secret,
        // The form has no field of its own; naming one makes the framework check the antiforgery token.
        [FromForm] string? join,
        HttpContext http,
        AcceptInvitation accept,
        CancellationToken ct
    )
    {
        _ = join;
        if (ActorClaims.Of(http.User) is not { } actor)
            return Results.NotFound();
        var joined = await accept.RunAsync(actor, secret, ct);
        if (joined.Succeeded)
            return Results.LocalRedirect("/partage");
        var back = $"/invitation/{Uri.EscapeDataString(secret)}";
        return Results.LocalRedirect(
            joined.Error == InvitationErrors.Own ? $"{back}?refus=vous" : back
        );
    }
}
