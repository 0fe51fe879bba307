using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Sharing;

/// <summary>Finds who would be left without anybody if an account went away.</summary>
internal sealed class LastGuardian(HealthDbs dbs, TimeProvider clock)
{
    /// <summary>
    /// The persons without an account of their own for whom nobody would stand any more: asked, and named, before an
    /// account may be deleted. Another guardian who is leaving too does not count.
    /// </summary>
    public async Task<IReadOnlyList<PersonId>> OfAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await OfAsync(db, account, evenLeaving: false, ct);
    }

    /// <inheritdoc cref="OfAsync(AccountId, CancellationToken)"/>
    public Task<IReadOnlyList<PersonId>> OfAsync(
        HealthDb db,
        AccountId account,
        CancellationToken ct
    ) => OfAsync(db, account, evenLeaving: false, ct);

    /// <summary>Those for whom nobody else stands at this moment: they go with the account that is erased now.</summary>
    public async Task<IReadOnlyList<PersonId>> LeftByAsync(AccountId account, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await OfAsync(db, account, evenLeaving: true, ct);
    }

    /// <summary>Inside a transaction: the persons asked about are locked until it ends, so that of two guardians the second sees the first leave.</summary>
    public async Task<IReadOnlyList<PersonId>> LockAsync(
        HealthDb db,
        AccountId account,
        CancellationToken ct
    )
    {
        await Guarded(db, account)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Version, p => p.Version), ct);
        return await OfAsync(db, account, evenLeaving: false, ct);
    }

    private async Task<IReadOnlyList<PersonId>> OfAsync(
        HealthDb db,
        AccountId account,
        bool evenLeaving,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var alone = new List<PersonId>();
        foreach (var id in await Guarded(db, account).Select(p => p.Id).ToListAsync(ct))
        {
            var grants = await PersonGrants.ReadAsync(db, new(id), now, ct);
            if (grants.LeavesAlone(account, evenLeaving))
                alone.Add(new(id));
        }
        return alone;
    }

    private IQueryable<Person> Guarded(HealthDb db, AccountId account)
    {
        var grants = db
            .Grants.Guarding(clock.GetUtcNow().UtcDateTime)
            .Where(g => g.AccountId == account.Value);
        return db.Persons.Where(p => grants.Any(g => g.PersonId == p.Id)).OrderBy(p => p.Id);
    }
}
