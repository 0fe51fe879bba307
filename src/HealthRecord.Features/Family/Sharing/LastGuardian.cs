using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Sharing;

/// <summary>Finds who would be left without anybody if an account went away.</summary>
internal sealed class LastGuardian(HealthDbs dbs, TimeProvider clock)
{
    /// <summary>The persons without an account of their own for whom this account alone stands: asked before an account is deleted.</summary>
    public async Task<IReadOnlyList<PersonId>> OfAsync(AccountId account, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var guarded = await db
            .Grants.Where(g => g.AccountId == account.Value)
            .NotOver(now)
            .Where(g => g.Role == GrantRole.Guardian || g.Role == GrantRole.Owner)
            .Select(g => g.PersonId)
            .Distinct()
            .ToListAsync(ct);
        var alone = new List<PersonId>();
        foreach (var id in guarded)
        {
            var grants = await PersonGrants.ReadAsync(db, new(id), now, ct);
            if (grants.LeavesAlone(account))
                alone.Add(new(id));
        }
        return alone;
    }
}
