using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Time;

namespace HealthRecord.Features.Family.Sharing;

/// <summary>How far a grant may go: nobody gives what they do not have.</summary>
internal static class Reach
{
    public static bool IsBeyond(GrantForm form, RecordDomains readable, RecordDomains writable)
    {
        var reach = form.Role is GrantRole.Viewer ? readable : readable & writable;
        return (form.Domains & ~reach) != RecordDomains.None;
    }

    /// <summary>Where the person lives at that moment: days of a grant begin and end there.</summary>
    public static async Task<TimeZoneInfo> ZoneAsync(
        PersonFactsReader facts,
        PersonId person,
        DateTime now,
        CancellationToken ct
    )
    {
        var zones = (await facts.GetAsync(person, ct)).ZonesOrUsual();
        var iana = zones.ZoneOn(DateOnly.FromDateTime(now));
        return TimeZoneInfo.TryFindSystemTimeZoneById(iana, out var zone) ? zone : TimeZoneInfo.Utc;
    }
}
