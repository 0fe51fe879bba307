using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Store;

/// <summary>Somebody who is reminded of a person, and what they see of them.</summary>
/// <param name="SinceUtc">Since when.</param>
internal sealed record Recipient(
    AccountId Account,
    PersonId OwnPerson,
    PersonAccess Access,
    DateTime SinceUtc
);

/// <param name="Now">Who is reminded now.</param>
/// <param name="NextUtc">When a grant that is already given begins; null when none does.</param>
internal sealed record RecipientsOfPerson(IReadOnlyList<Recipient> Now, DateTime? NextUtc)
{
    public static RecipientsOfPerson None { get; } = new([], null);
}

/// <summary>Finds who is reminded of persons, by the rule of <see cref="Access"/>.</summary>
internal static class ReminderRecipients
{
    public static async Task<IReadOnlyDictionary<Guid, RecipientsOfPerson>> OfAsync(
        HealthDb db,
        IReadOnlyCollection<Guid> persons,
        DateTime now,
        CancellationToken ct
    )
    {
        var rows = await db
            .Grants.AsNoTracking()
            .Where(g =>
                persons.Contains(g.PersonId)
                && (g.UntilUtc == null || now < g.UntilUtc)
                && (g.RevokedUtc == null || now < g.RevokedUtc)
            )
            .Join(db.Users, g => g.AccountId, a => a.Id, (g, a) => new { Grant = g, a.OwnPersonId })
            .ToListAsync(ct);
        return rows.GroupBy(r => r.Grant.PersonId)
            .ToDictionary(
                person => person.Key,
                person => new RecipientsOfPerson(
                    [
                        .. person
                            .Where(r => r.Grant.FromUtc <= now)
                            .GroupBy(r => (r.Grant.AccountId, r.OwnPersonId))
                            .Select(g =>
                                Of(
                                    new(g.Key.AccountId),
                                    new(g.Key.OwnPersonId),
                                    new(person.Key),
                                    [.. g.Select(r => r.Grant)]
                                )
                            )
                            .OfType<Recipient>(),
                    ],
                    person.Select(r => r.Grant.FromUtc).Where(from => from > now).Min(At)
                )
            );
    }

    private static DateTime? At(DateTime from) => from;

    private static Recipient? Of(
        AccountId account,
        PersonId own,
        PersonId person,
        List<Grant> grants
    ) =>
        Access.Combine(new(account, own, Session: null, Scope: null), person, grants) is { } access
        && ReminderRules.MayBeReminded(access)
            ? new(account, own, access, grants.Min(g => g.FromUtc))
            : null;
}
