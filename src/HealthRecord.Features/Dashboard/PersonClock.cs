using HealthRecord.Domain.Time;

namespace HealthRecord.Features.Dashboard;

/// <summary>The wall clock of a person: what is shown and typed is their local time, what is stored is UTC.</summary>
internal sealed class PersonClock(ZoneTimeline zones, TimeProvider clock)
{
    public DateTime Now => Local(clock.GetUtcNow().UtcDateTime);

    public DateOnly Today => DateOnly.FromDateTime(Now);

    public DateTime Local(DateTime utc, string? zone = null) =>
        DateTime.SpecifyKind(zones.LocalOf(utc, zone), DateTimeKind.Unspecified);

    public DateTime Utc(DateTime local, string? zone = null) =>
        DateTime.SpecifyKind(
            (ZoneRules.TryFind(zone, out _) ? ZoneTimeline.Of(zone!) : zones).UtcOf(local),
            DateTimeKind.Utc
        );

    /// <summary>The instant of a time that was shown to the minute and perhaps corrected.</summary>
    /// <remarks>Left alone it keeps its seconds, and which of two it is where the clock went back.</remarks>
    public DateTime Corrected(DateTime before, DateTime local, string? zone = null)
    {
        var shown = Local(before, zone);
        return local == shown || local == shown.AddTicks(-(shown.Ticks % TimeSpan.TicksPerMinute))
            ? before
            : Utc(local, zone);
    }
}
