namespace HealthRecord.Domain.Time;

/// <summary>Converts between instants and the local days of a person.</summary>
/// <remarks>For single questions (a page, a form). Day tables use a table of offsets instead.</remarks>
public static class LocalDays
{
    private const long DayMs = 86_400_000;

    /// <summary>The wall clock where the person was at an instant.</summary>
    /// <param name="ownZone">The reading's own zone, which goes before the person's.</param>
    public static DateTime LocalOf(this ZoneTimeline zones, DateTime utc, string? ownZone = null)
    {
        if (ZoneRules.TryFind(ownZone, out var own))
            return DateTime.SpecifyKind(
                utc + own.GetUtcOffset(AsUtc(utc)),
                DateTimeKind.Unspecified
            );
        var ms = (long)(AsUtc(utc) - DateTime.UnixEpoch).TotalMilliseconds;
        var offset = LocalClock.Of(zones, ms, ms).OffsetAt(ms);
        return DateTime.SpecifyKind(utc.AddMilliseconds(offset), DateTimeKind.Unspecified);
    }

    public static DateOnly DayOf(this ZoneTimeline zones, DateTime utc, string? ownZone = null) =>
        DateOnly.FromDateTime(zones.LocalOf(utc, ownZone));

    /// <summary>The first instant of a local day where the person lived on it, UTC.</summary>
    public static DateTime StartUtcOf(this ZoneTimeline zones, DateOnly day)
    {
        var zone = LocalClock.ZoneOf(zones.ZoneOn(day));
        return DateTime.UnixEpoch.AddMilliseconds(LocalClock.StartOfDay(zone, day));
    }

    /// <summary>The zone of a date: that of the last line not after it.</summary>
    public static string ZoneOn(this ZoneTimeline zones, DateOnly day)
    {
        var name = zones.Lines.Count == 0 ? "UTC" : zones.Lines[0].Iana;
        foreach (var line in zones.Lines.Skip(1).TakeWhile(l => l.From <= day))
            name = line.Iana;
        return name;
    }

    /// <summary>
    /// The instant of a wall-clock time where the person lived on that day, UTC. A time that the clock skips in spring moves
    /// forward by as much; of a time that comes twice in autumn the first is meant.
    /// </summary>
    public static DateTime UtcOf(this ZoneTimeline zones, DateTime local)
    {
        var zone = LocalClock.ZoneOf(zones.ZoneOn(DateOnly.FromDateTime(local)));
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(wall))
            return AsUtc(wall - zone.GetUtcOffset(AsUtc(wall).AddMilliseconds(-DayMs)));
        var offset = zone.IsAmbiguousTime(wall)
            ? zone.GetAmbiguousTimeOffsets(wall).Max()
            : zone.GetUtcOffset(wall);
        return AsUtc(wall - offset);
    }

    private static DateTime AsUtc(DateTime instant) =>
        DateTime.SpecifyKind(instant, DateTimeKind.Utc);
}
