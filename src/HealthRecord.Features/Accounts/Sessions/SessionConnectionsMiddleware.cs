using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Accounts.Sessions;

internal static class SessionConnectionsMiddleware
{
    /// <summary>Ties every circuit's connection to its session.</summary>
    public static void UseSessionConnections(this IApplicationBuilder app)
    {
        var connections = app.ApplicationServices.GetRequiredService<SessionConnections>();
        app.Use(
            async (context, next) =>
            {
                if (
                    !context.WebSockets.IsWebSocketRequest
                        && !context.Request.Path.StartsWithSegments(
                            "/_blazor",
                            StringComparison.OrdinalIgnoreCase
                        )
                    || ActorClaims.Of(context.User)?.Session is not { } session
                )
                {
                    await next(context);
                    return;
                }
                using var line = connections.TryOpen(session, context.Abort);
                if (line is null)
                    context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                else
                    await next(context);
            }
        );
    }
}
