using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace HealthRecord.Features.Operations.Operators;

/// <summary>Who operates the product, as the configuration says (<c>Operators:Emails</c>); without it, nobody does by the web.</summary>
/// <remarks>
/// The address must be confirmed and the sign-in fresh: a browser left open is no operator. Read at every question, so that
/// a name taken off the list is off at once.
/// </remarks>
internal sealed class OperatorList(HealthDbs dbs, IConfiguration configuration, TimeProvider clock)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    public async Task<bool> HasAsync(Actor actor, CancellationToken ct)
    {
        // A personal token operates nothing.
        if (actor is not { Session: { } session, Scope: null })
            return false;
        var listed = configuration.GetSection("Operators:Emails").Get<string[]>() ?? [];
        if (listed.Length == 0)
            return false;
        var since = clock.GetUtcNow().UtcDateTime - Fresh;
        await using var db = await dbs.ReadAsync(ct);
        var address = await db
            .Users.Where(a =>
                a.Id == actor.Account.Value
                && a.EmailConfirmed
                && db.Sessions.Any(s =>
                    s.Id == session
                    && s.AccountId == a.Id
                    && s.EndedUtc == null
                    && s.CreatedUtc > since
                )
            )
            .Select(a => a.Email)
            .SingleOrDefaultAsync(ct);
        return address is not null && listed.Contains(address, StringComparer.OrdinalIgnoreCase);
    }
}
