using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace HealthRecord.Features.Accounts.Sessions;

/// <summary>Working on a page keeps the session awake, although no request is made.</summary>
internal sealed class SessionActivity(AuthenticationStateProvider state, SessionStore sessions)
    : CircuitHandler
{
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
}
