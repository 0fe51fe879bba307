using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace HealthRecord.Features.Accounts.Sessions;

/// <summary>Ties a circuit to its session: working on a page keeps the session awake, and its end empties the page.</summary>
internal sealed class SessionActivity(
    AuthenticationStateProvider state,
    SessionStore sessions,
    SessionConnections connections
) : CircuitHandler, IDisposable
{
    private IDisposable? watch;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        // A request that ends its own session has no circuit: only pages that stay open are emptied.
        if (state is SessionRevalidation page)
            watch = connections.Watch(session => _ = page.EmptyAsync(session));
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next
    ) =>
        async context =>
        {
            var user = (await state.GetAuthenticationStateAsync()).User;
            // Ended while its line was being cut: what still arrives has no effect.
            if (ActorClaims.Of(user)?.Session is not { } session)
                return;
            sessions.Seen(session);
            await next(context);
        };

    public void Dispose() => watch?.Dispose();
}
