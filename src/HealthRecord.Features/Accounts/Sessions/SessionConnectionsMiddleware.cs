using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Accounts.Sessions;

internal static class SessionConnectionsMiddleware
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Ties every circuit's connection to its session.</summary>
    public static void UseSessionConnections(this IApplicationBuilder app)
    {
        var connections = app.ApplicationServices.GetRequiredService<SessionConnections>();
        app.Use(
            async (context, next) =>
            {
                if (
                    !context.WebSockets.IsWebSocketRequest && !OpensCircuit(context.Request.Path)
                    || ActorClaims.Of(context.User)?.Session is not { } session
                )
                {
                    await next(context);
                    return;
                }
                using var line = connections.TryOpen(session, context.Abort);
                if (line is null)
                    AccountRates.TooMany(context, Patience);
                else
                    await next(context);
            }
        );
    }

    // A page that closes says so, and must be heard above all when there are too many.
    private static bool OpensCircuit(PathString path) =>
        path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        && !path.StartsWithSegments("/_blazor/disconnect", StringComparison.OrdinalIgnoreCase)
        && !path.StartsWithSegments("/_blazor/initializers", StringComparison.OrdinalIgnoreCase);
}
