using HealthRecord.Domain;
using HealthRecord.Domain.Access;

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
        var lines = (await facts.GetAsync(person, ct))?.Zones.Lines ?? [];
        var today = DateOnly.FromDateTime(now);
        var iana =
            lines.LastOrDefault(l => l.From <= today) is { Iana: { } here } ? here
            : lines.Count > 0 ? lines[0].Iana
            : PersonZone.Default;
        return TimeZoneInfo.TryFindSystemTimeZoneById(iana, out var zone) ? zone : TimeZoneInfo.Utc;
    }
}
