using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Settings;

internal sealed record PersonAlone(PersonId Person, string Name);

/// <summary>Whom nobody would look after any more without this account: their records go with it.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class LeftAlone(HealthDbs dbs, PersonStore persons, TimeProvider clock)
{
    public async Task<IReadOnlyList<PersonAlone>> RunAsync(Actor actor, CancellationToken ct)
    {
        var account = actor.Account.Value;
        await using var db = await dbs.ReadAsync(ct);
        var guarding = db
            .Grants.NotOver(clock.GetUtcNow().UtcDateTime)
            .Where(g => g.Role == GrantRole.Owner || g.Role == GrantRole.Guardian);
        var alone = await guarding
            .Where(g => g.AccountId == account)
            .Where(g => !db.Users.Any(a => a.OwnPersonId == g.PersonId))
            .Where(g => !guarding.Any(o => o.PersonId == g.PersonId && o.AccountId != account))
            .Select(g => g.PersonId)
            .Distinct()
            .ToListAsync(ct);
        var known = await persons.ManyAsync(db, alone.Select(p => new PersonId(p)), ct);
        return alone.ConvertAll(p => new PersonAlone(
            new(p),
            known.TryGetValue(new(p), out var person) ? person.Payload?.Name ?? "" : ""
        ));
    }
}
