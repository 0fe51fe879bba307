using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Components.Authorization;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>Who sits in front of the page. Asked each time: a circuit outlives a change of rights.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication)
{
    /// <exception cref="InvalidOperationException">Nobody is signed in: the page forgot to ask for it.</exception>
    public async Task<Actor> GetAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return ActorClaims.Of(state.User)
            ?? throw new InvalidOperationException("Nobody is signed in.");
    }
}
