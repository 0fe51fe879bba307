using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Accounts.Settings;

[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class EndSessions(SessionStore sessions)
{
    /// <param name="only">One of the actor's sessions; null for all of them, this one included.</param>
    public async Task<Outcome<Done>> RunAsync(Actor actor, Guid? only, CancellationToken ct)
    {
        await sessions.EndAsync(actor.Account, only, except: null, ct);
        return Done.Value;
    }
}
