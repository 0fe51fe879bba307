namespace HealthRecord.Domain.Time;

/// <summary>The wall clock of a person or a zone over some years, as a table of offsets: asking it costs a comparison.</summary>
/// <remarks>
/// A move takes effect when the day named in the <see cref="ZoneTimeline"/> begins at the new place. Every instant belongs
/// to exactly one local day, so that what is added up over days is neither lost nor counted twice; days of 23, 25, 17 or 30
/// hours follow by themselves. A zone that this machine does not know counts as UTC. Not safe for several threads.
/// </remarks>
internal sealed class LocalClock
{
    private const long DayMs = 86_400_000;

    private readonly List<(long FromMs, long OffsetMs)> spans = [];
    private long spanFrom = long.MinValue;
    private long spanEnd = long.MaxValue;
    private long spanOffset;

    private LocalClock() { }

    /// <param name="fromMs">Offsets are exact from here...</param>
    /// <param name="toMs">...to here, and stay as they are outside.</param>
    public static LocalClock Of(ZoneTimeline timeline, long fromMs, long toMs)
    {
        var clock = new LocalClock();
        var begin = long.MinValue;
        for (var i = 0; i < timeline.Lines.Count; i++)
        {
            var zone = ZoneOf(timeline.Lines[i].Iana);
            if (i > 0)
                begin = Math.Max(begin, StartOfDay(zone, timeline.Lines[i].From));
            var end =
                i + 1 < timeline.Lines.Count
                    ? StartOfDay(ZoneOf(timeline.Lines[i + 1].Iana), timeline.Lines[i + 1].From)
                    : long.MaxValue;
            if (begin < end)
                clock.Add(zone, begin, Math.Max(fromMs, begin), Math.Min(toMs, end));
        }
        if (clock.spans.Count == 0)
            clock.spans.Add((long.MinValue, 0));
        clock.Seek(fromMs);
        return clock;
    }

    public static LocalClock Of(TimeZoneInfo zone, long fromMs, long toMs)
    {
        var clock = new LocalClock();
        clock.Add(zone, long.MinValue, fromMs, toMs);
        clock.Seek(fromMs);
        return clock;
    }

    public long OffsetAt(long utcMs)
    {
        if (utcMs < spanFrom || utcMs >= spanEnd)
            Seek(utcMs);
        return spanOffset;
    }

    /// <summary>From when to when the offset last given holds.</summary>
    public long SpanFrom => spanFrom;
    public long SpanEnd => spanEnd;

    public long LocalAt(long utcMs) => utcMs + OffsetAt(utcMs);

    /// <summary>The first instant of a local day; for a day that the place skipped, of the next one.</summary>
    internal static long StartOfDay(TimeZoneInfo zone, DateOnly day)
    {
        var midnight = (long)day.DayNumber * DayMs - EpochDayMs;
        var (before, at) = (midnight - (16 * 3_600_000L), midnight + (16 * 3_600_000L));
        while (at - before > 1)
        {
            var middle = before + ((at - before) / 2);
            if (middle + OffsetOf(zone, middle) >= midnight)
                at = middle;
            else
                before = middle;
        }
        return at;
    }

    private const long EpochDayMs = 719_162L * DayMs;

    private void Add(TimeZoneInfo zone, long beginMs, long fromMs, long toMs)
    {
        var offset = OffsetOf(zone, fromMs);
        spans.Add((beginMs, offset));
        for (var at = fromMs; at < toMs; )
        {
            var next = Math.Min(at + DayMs, toMs);
            var then = OffsetOf(zone, next);
            if (then != offset)
            {
                var (before, after) = (at, next);
                while (after - before > 1000)
                {
                    var middle = before + ((after - before) / 2);
                    if (OffsetOf(zone, middle) == offset)
                        before = middle;
                    else
                        after = middle;
                }
                // Clocks change on whole seconds.
                after -= ((after % 1000) + 1000) % 1000;
                offset = OffsetOf(zone, after);
                spans.Add((after, offset));
                next = Math.Max(after, at + 1);
            }
            at = next;
        }
    }

    private void Seek(long utcMs)
    {
        var (low, high) = (0, spans.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (spans[middle].FromMs <= utcMs)
                low = middle;
            else
                high = middle - 1;
        }
        spanFrom = low == 0 ? long.MinValue : spans[low].FromMs;
        spanEnd = low + 1 < spans.Count ? spans[low + 1].FromMs : long.MaxValue;
        spanOffset = spans[low].OffsetMs;
    }

    internal static TimeZoneInfo ZoneOf(string name) =>
        ZoneRules.TryFind(name, out var zone) ? zone : TimeZoneInfo.Utc;

    private static long OffsetOf(TimeZoneInfo zone, long utcMs)
    {
        // One day from the ends of the calendar, where a local time would not exist.
        var within = Math.Clamp(utcMs, FirstMs, LastMs);
        return (long)
            zone.GetUtcOffset(DateTime.UnixEpoch.AddMilliseconds(within)).TotalMilliseconds;
    }

    private const long FirstMs = -62_135_500_000_000;
    private const long LastMs = 253_402_200_000_000;
}
