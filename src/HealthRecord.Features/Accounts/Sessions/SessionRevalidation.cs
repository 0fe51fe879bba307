using System.Security.Claims;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Accounts.Sessions;

/// <summary>A circuit does not outlive its session: at once on this node, within 30 s on any other.</summary>
internal sealed class SessionRevalidation : RevalidatingServerAuthenticationStateProvider
{
    private readonly SessionStore sessions;
    private readonly SessionConnections connections;

    public SessionRevalidation(
        ILoggerFactory logs,
        SessionStore sessions,
        SessionConnections connections
    )
        : base(logs)
    {
        this.sessions = sessions;
        this.connections = connections;
    }

    internal static TimeSpan Interval { get; } = TimeSpan.FromSeconds(30);

    protected override TimeSpan RevalidationInterval => Interval;

    protected override Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    ) => StillHoldsAsync(authenticationState.User, cancellationToken);

    /// <summary>Asked every <see cref="Interval"/> of each open page; when the answer is no, the lines of its session are cut.</summary>
    internal async Task<bool> StillHoldsAsync(ClaimsPrincipal user, CancellationToken ct)
    {
        if (ActorClaims.Of(user)?.Session is not { } session)
            return false;
        try
        {
            if (await sessions.HoldsAsync(session, ct))
                return true;
        }
        catch (ObjectDisposedException)
        {
            // The host has stopped: nobody can be asked any more, and the page goes with it.
            return false;
        }
        // It ended on another node, or lay unused too long.
        connections.Close(session);
        return false;
    }

    /// <summary>Whoever looks at this circuit is nobody from now on, if it belongs to the session: its page empties itself.</summary>
    internal async Task EmptyAsync(Guid session)
    {
        try
        {
            var state = await GetAuthenticationStateAsync();
            if (ActorClaims.Of(state.User)?.Session == session)
                SetAuthenticationState(
                    Task.FromResult(
                        new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))
                    )
                );
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            // The scope has no state yet or none any more: there is no page to empty.
        }
    }
}
