using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Operations.Erasing;

/// <summary>Which persons will be erased, and when.</summary>
internal static class DueErasures
{
    /// <summary>
    /// Those of the list that a guardian wants erased, whose own account wants it, or who go with the accounts that alone
    /// stand for them: the last of these decides the day.
    /// </summary>
    public static async Task<IReadOnlyDictionary<PersonId, DateTime>> OfAsync(
        HealthDb db,
        IEnumerable<PersonId> persons,
        DateTime now,
        CancellationToken ct
    )
    {
        var ids = persons.Select(p => p.Value).ToList();
        var asked = await db
            .Persons.Where(p => ids.Contains(p.Id) && p.EraseAfterUtc != null)
            .Select(p => new { p.Id, p.EraseAfterUtc })
            .ToListAsync(ct);
        var own = await db
            .Users.Where(a => ids.Contains(a.OwnPersonId) && a.EraseAfterUtc != null)
            .Select(a => new { Id = a.OwnPersonId, a.EraseAfterUtc })
            .ToListAsync(ct);
        var guards = await db
            .Grants.Lasting(now)
            .Where(g => ids.Contains(g.PersonId) && !db.Users.Any(a => a.OwnPersonId == g.PersonId))
            .Join(
                db.Users,
                g => g.AccountId,
                a => a.Id,
                (g, a) => new { Id = g.PersonId, a.EraseAfterUtc }
            )
            .ToListAsync(ct);
        var along = guards
            .GroupBy(g => g.Id)
            .Where(g => g.All(x => x.EraseAfterUtc is not null))
            .Select(g => new { Id = g.Key, EraseAfterUtc = g.Max(x => x.EraseAfterUtc) });
        return asked
            .Concat(own)
            .Concat(along)
            .GroupBy(e => new PersonId(e.Id))
            .ToDictionary(e => e.Key, e => e.Min(x => x.EraseAfterUtc!.Value));
    }
}
