using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Family;

/// <summary>Rows of grants, and which of them hold.</summary>
internal static class Grants
{
    public static Grant New(
        AccountId account,
        PersonId person,
        GrantRole role,
        RecordDomains domains,
        AccountId by,
        DateTime fromUtc,
        DateTime? untilUtc = null
    ) =>
        new()
        {
            Id = Ids.New(),
            AccountId = account.Value,
            PersonId = person.Value,
            Role = role,
            Domains = domains,
            FromUtc = fromUtc,
            UntilUtc = untilUtc,
            GrantedByAccountId = by.Value,
        };

    /// <summary>Neither revoked nor over; it may begin later.</summary>
    public static IQueryable<Grant> NotOver(this IQueryable<Grant> grants, DateTime now) =>
        grants.Where(g => g.RevokedUtc == null && (g.UntilUtc == null || now < g.UntilUtc));

    /// <summary>Those by which somebody stands for the person, now or later, for a while or for good.</summary>
    public static IQueryable<Grant> Guarding(this IQueryable<Grant> grants, DateTime now) =>
        grants.NotOver(now).Where(g => g.Role == GrantRole.Owner || g.Role == GrantRole.Guardian);

    /// <summary>Those by which somebody stands for the person now and without an end.</summary>
    public static IQueryable<Grant> Lasting(this IQueryable<Grant> grants, DateTime now) =>
        grants.Guarding(now).Where(g => g.UntilUtc == null && g.FromUtc <= now);
}
