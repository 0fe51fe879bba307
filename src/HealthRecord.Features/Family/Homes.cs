using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family;

/// <summary>The households that an adult lives in: those of their own person, found through it and never by id first.</summary>
internal sealed class Homes(HealthDbs dbs, Access access)
{
    /// <param name="asked">Null for the household that the actor has been in longest.</param>
    /// <returns>Null when the actor does not live there, or acts through a token that may not.</returns>
    public async Task<HouseholdId?> OfAsync(Actor actor, HouseholdId? asked, CancellationToken ct)
    {
        // A token narrows to domains of persons; a household is neither, so only facts that may be written count.
        if (!await access.MayWriteAsync(actor, actor.OwnPerson, RecordDomains.Facts, ct))
            return null;
        await using var db = await dbs.ReadAsync(ct);
        var mine = await MineAsync(db, actor, ct);
        return asked is { } one ? (mine.Contains(one) ? one : null)
            : mine.Count > 0 ? mine[0]
            : null;
    }

    /// <summary>In the order of joining.</summary>
    public static async Task<IReadOnlyList<HouseholdId>> MineAsync(
        HealthDb db,
        Actor actor,
        CancellationToken ct
    ) =>
        await db
            .Memberships.Where(m => m.PersonId == actor.OwnPerson.Value)
            .OrderBy(m => m.SinceUtc)
            .ThenBy(m => m.HouseholdId)
            .Select(m => new HouseholdId(m.HouseholdId))
            .ToListAsync(ct);
}
