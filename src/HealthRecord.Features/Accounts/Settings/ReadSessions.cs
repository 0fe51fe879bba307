using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Settings;

internal sealed record SessionRow(
    Guid Id,
    string Device,
    DateTime CreatedUtc,
    DateTime LastSeenUtc,
    bool Stays,
    bool IsThis
);

[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class ReadSessions(HealthDbs dbs, TimeProvider clock)
{
    public async Task<IReadOnlyList<SessionRow>> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        var rows = await db
            .Sessions.Where(s => s.AccountId == actor.Account.Value && s.EndedUtc == null)
            .OrderByDescending(s => s.LastSeenUtc)
            .ToListAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        return
        [
            .. rows.Where(s => s.Id == actor.Session || Holds(s, now))
                .Select(s => new SessionRow(
                    s.Id,
                    s.Device,
                    s.CreatedUtc,
                    s.LastSeenUtc,
                    s.StaysSignedIn,
                    s.Id == actor.Session
                ))
                .OrderByDescending(s => s.IsThis),
        ];
    }

    private static bool Holds(AccountSession s, DateTime now) =>
        LiveSession.Holds(s.CreatedUtc, s.LastSeenUtc, s.StaysSignedIn, now);
}
