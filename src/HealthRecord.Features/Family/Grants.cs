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
}
