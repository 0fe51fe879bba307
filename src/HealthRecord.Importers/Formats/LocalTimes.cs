using HealthRecord.Domain.Time;

namespace HealthRecord.Importers.Formats;

/// <summary>Turns wall-clock times of a file that names no zone into instants, where the person lived on that day.</summary>
/// <remarks>
/// A time that the clock skips in spring moves forward by as much. Of the hour that comes twice in autumn the order of the
/// file tells which is meant: where the first pass would step back behind the record before, it is the second; where nothing
/// tells, the first, and <see cref="Unsure"/> counts it for a warning. One of these for one series in the order of the file.
/// </remarks>
internal sealed class LocalTimes(ZoneTimeline zones)
{
    private long last = long.MinValue;

    /// <summary>Times of a repeated hour that nothing placed.</summary>
    public long Unsure { get; private set; }

    /// <param name="local">Its kind is not looked at.</param>
    /// <param name="newestFirst">The file runs backwards.</param>
    /// <returns>Milliseconds since 1970-01-01T00:00:00Z.</returns>
    public long ToMs(DateTime local, bool newestFirst = false)
    {
        var first = Ms(zones.UtcOf(local));
        var before = last;
        last = first;
        if (
            !ZoneRules.TryFind(zones.ZoneOn(DateOnly.FromDateTime(local)), out var zone)
            || !zone.IsAmbiguousTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified))
        )
            return first;
        var offsets = zone.GetAmbiguousTimeOffsets(
            DateTime.SpecifyKind(local, DateTimeKind.Unspecified)
        );
        var second = first + (long)(offsets.Max() - offsets.Min()).TotalMilliseconds;
        if (before == long.MinValue)
            Unsure++;
        else if (newestFirst ? before > second : before > first && before <= second)
            return last = second;
        else if (newestFirst ? before >= second : before < first)
            Unsure++;
        return first;
    }

    private static long Ms(DateTime utc) => (long)(utc - DateTime.UnixEpoch).TotalMilliseconds;
}
