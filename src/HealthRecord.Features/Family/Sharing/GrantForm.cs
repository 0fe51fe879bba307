using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Family.Sharing;

/// <summary>What somebody wants to share: to whom and on whom stand beside it.</summary>
/// <param name="From">First day, in the zone of the person shared; null from now on.</param>
/// <param name="Until">Last day, included; null without an end.</param>
public sealed record GrantForm(
    GrantRole Role,
    RecordDomains Domains,
    DateOnly? From = null,
    DateOnly? Until = null
)
{
    /// <summary>The instants at which the grant begins and ends, or why it cannot be.</summary>
    /// <param name="zone">Where the person lives now.</param>
    internal Outcome<(DateTime FromUtc, DateTime? UntilUtc)> Times(TimeZoneInfo zone, DateTime now)
    {
        var from = From is { } first ? StartOf(first, zone) : now;
        // A day that has begun begins now: a grant never reaches back.
        if (from < now)
            from = now;
        DateTime? until = Until is { } last ? StartOf(last.AddDays(1), zone) : null;
        return until <= from ? SharingErrors.EndsBeforeItBegins : (from, until);
    }

    internal bool IsSound =>
        Role is GrantRole.Guardian or GrantRole.Carer or GrantRole.Viewer
        && Domains != RecordDomains.None
        && (Domains & ~DomainSets.All) == RecordDomains.None
        && From is null or { Year: >= 1900 and <= 2200 }
        && Until is null or { Year: >= 1900 and <= 2200 };

    private static DateTime StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where clocks are put forward at midnight the day begins at the first minute that exists.
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(1);
        return TimeZoneInfo.ConvertTimeToUtc(midnight, zone);
    }
}
