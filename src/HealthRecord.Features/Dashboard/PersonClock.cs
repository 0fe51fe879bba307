using HealthRecord.Domain.Time;

namespace HealthRecord.Features.Dashboard;

/// <summary>The wall clock of a person: what is shown and typed is their local time, what is stored is UTC.</summary>
internal sealed class PersonClock(ZoneTimeline zones, TimeProvider clock)
{
    public DateTime Now => Local(clock.GetUtcNow().UtcDateTime);

    public DateOnly Today => DateOnly.FromDateTime(Now);

    public DateTime Local(DateTime utc, string? zone = null) =>
        DateTime.SpecifyKind(zones.LocalOf(utc, zone), DateTimeKind.Unspecified);

    public DateTime Utc(DateTime local) => DateTime.SpecifyKind(zones.UtcOf(local), DateTimeKind.Utc);
}
