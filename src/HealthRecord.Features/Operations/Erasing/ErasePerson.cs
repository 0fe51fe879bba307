using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Operations.Keys;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Operations.Erasing;

/// <summary>What an erasure leaves to say.</summary>
/// <param name="UnreachableCopies">Places of the key store's copies that could not be rewritten.</param>
/// <param name="LeftAlone">Persons whom nobody may manage any more, because the erased person's account was the last.</param>
internal sealed record Erasure(
    IReadOnlyList<string> UnreachableCopies,
    IReadOnlyList<PersonId> LeftAlone
);

/// <summary>
/// Erases a person for good: first the keys, so that every old backup closes too, then the rows, the uploads, the grants,
/// and the account that was this person. Whoever calls it has checked that it may.
/// </summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class ErasePerson(
    PersonKeys keys,
    OwnerRows rows,
    KeyCopies copies,
    HealthDbs dbs,
    TimeProvider clock
)
{
    /// <summary>Stopped anywhere after the first step, the next start or the hourly upkeep finishes it.</summary>
    /// <param name="destroyed">Called once in the life of the person, when the keys are gone and before the rows are.</param>
    public async Task<Erasure> RunAsync(
        PersonId person,
        CancellationToken ct,
        Action? destroyed = null
    )
    {
        var households = await OnlyMemberOfAsync(person.Value, ct);
        var wards = await WardsAsync(person.Value, ct);
        if (await keys.DestroyAsync(person.Value, ct))
            destroyed?.Invoke();
        foreach (var household in households)
            await keys.DestroyAsync(household, ct);
        var unreachable = await copies.RewriteAsync(destroyed: true, ct);
        await rows.DeleteAsync(person.Value, ct);
        foreach (var household in households)
            await rows.DeleteAsync(household, ct);
        return new Erasure(unreachable, await LeftAloneAsync(wards, ct));
    }

    private async Task<List<Guid>> OnlyMemberOfAsync(Guid person, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await db
            .Memberships.Where(m => m.PersonId == person)
            .Select(m => m.HouseholdId)
            .Where(h => !db.Memberships.Any(o => o.HouseholdId == h && o.PersonId != person))
            .ToListAsync(ct);
    }

    private async Task<List<Guid>> WardsAsync(Guid person, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await db
            .Grants.Where(g => g.PersonId != person)
            .Where(g => db.Users.Any(a => a.Id == g.AccountId && a.OwnPersonId == person))
            .Select(g => g.PersonId)
            .Distinct()
            .ToListAsync(ct);
    }

    private async Task<IReadOnlyList<PersonId>> LeftAloneAsync(
        List<Guid> wards,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var kept = await db
            .Grants.Guarding(now)
            .Where(g => wards.Contains(g.PersonId))
            .Select(g => g.PersonId)
            .ToListAsync(ct);
        return [.. wards.Except(kept).Select(id => new PersonId(id))];
    }
}
