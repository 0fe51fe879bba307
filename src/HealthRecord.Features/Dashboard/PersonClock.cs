using HealthRecord.Domain.Time;
using HealthRecord.Features.Readings;
using LocalDays = HealthRecord.Features.Readings.LocalDays;

namespace HealthRecord.Features.Dashboard;

/// <summary>The wall clock of a person: what is shown and typed is their local time, what is stored is UTC.</summary>
internal sealed class PersonClock(ZoneTimeline zones, TimeProvider clock)
{
    public DateTime Now => Local(clock.GetUtcNow().UtcDateTime);

    public DateOnly Today => DateOnly.FromDateTime(Now);

    public DateTime Local(DateTime utc, string? zone = null) =>
        DateTime.SpecifyKind(LocalDays.At(utc, zone, zones), DateTimeKind.Unspecified);

    /// <summary>The instant of a wall time. One that a clock change leaves out means the hour after it; one that comes twice, the first.</summary>
    public DateTime Utc(DateTime local)
    {
        var day = DateOnly.FromDateTime(local);
        var iana = zones.Lines[0].Iana;
        foreach (var line in zones.Lines)
            if (line.From <= day)
                iana = line.Iana;
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(iana, out var zone))
            return DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        if (zone.IsInvalidTime(wall))
            wall = wall.AddHours(1);
        var offset = zone.IsAmbiguousTime(wall)
            ? zone.GetAmbiguousTimeOffsets(wall).Max()
            : zone.GetUtcOffset(wall);
        return DateTime.SpecifyKind(wall - offset, DateTimeKind.Utc);
    }
}
