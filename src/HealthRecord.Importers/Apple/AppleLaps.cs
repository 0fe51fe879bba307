using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>The laps of a workout, out of the events inside it.</summary>
/// <remarks>
/// What somebody pressed or a pool's wall told (<c>Lap</c>) goes before what the watch cuts by itself (<c>Segment</c>). The
/// watch cuts every kilometre and every mile at once: of what overlaps, the finer cut is taken. Events stand a second time
/// inside the activities of the workout.
/// </remarks>
internal sealed class AppleLaps
{
    private const int Most = 10_000;
    private const int MostInFile = 500_000;

    /// <summary>Dates are whole seconds and lengths are not.</summary>
    private const long SlackMs = 1000;

    private readonly AppleTime time = new();
    private readonly HashSet<Event> laps = [];
    private readonly HashSet<Event> segments = [];
    private int given;

    /// <summary>Events beyond the bounds, which were left out.</summary>
    public long LeftOut { get; private set; }

    public void Clear()
    {
        laps.Clear();
        segments.Clear();
    }

    /// <summary>Pauses and whatever else is no lap pass by, and so does what has no date.</summary>
    public void Add(XmlTags tags)
    {
        var type = AppleAttributes.Of(tags, "type"u8);
        var events =
            type.SequenceEqual("HKWorkoutEventTypeLap"u8) ? laps
            : type.SequenceEqual("HKWorkoutEventTypeSegment"u8) ? segments
            : null;
        if (events is null || !time.TryParse(AppleAttributes.Of(tags, "date"u8), out var startMs))
            return;
        var length = AppleAttributes.Of(tags, "duration"u8);
        var ms = length.IsEmpty ? 0 : Ms(length, AppleAttributes.Of(tags, "durationUnit"u8));
        if (ms < 0)
            return;
        if (events.Count == Most)
            LeftOut++;
        else
            events.Add(new(startMs, ms));
    }

    /// <summary>In their order, none over another, none outside of the workout.</summary>
    public IReadOnlyList<WorkoutLap> Of(long startMs, long endMs)
    {
        var told = laps.Where(l => l.LengthMs > 0).ToList();
        var cut =
            told.Count > 0 ? Apart(told, startMs, endMs)
            : laps.Count > 0 ? Between([.. laps], startMs, endMs)
            : Apart([.. segments], startMs, endMs);
        if (given + cut.Count > MostInFile)
        {
            LeftOut += cut.Count;
            return [];
        }
        given += cut.Count;
        return cut;
    }

    private static List<WorkoutLap> Apart(List<Event> events, long startMs, long endMs)
    {
        var cut = new List<WorkoutLap>();
        var freeMs = startMs;
        // Whoever ends first leaves most room for the next: of kilometres and miles, these are the kilometres.
        foreach (
            var (start, length) in events
                .Where(e =>
                    e.LengthMs > 0 && e.StartMs >= startMs - SlackMs && e.EndMs <= endMs + SlackMs
                )
                .OrderBy(e => e.EndMs)
                .ThenBy(e => e.StartMs)
        )
        {
            if (start < freeMs - SlackMs)
                continue;
            cut.Add(new(start, length, []));
            freeMs = start + length;
        }
        return cut;
    }

    /// <summary>Old exports write only the instant at which a lap was over.</summary>
    private static List<WorkoutLap> Between(List<Event> marks, long startMs, long endMs)
    {
        var cut = new List<WorkoutLap>();
        var from = startMs;
        foreach (
            var mark in marks
                .Select(m => m.StartMs)
                .Where(m => m > startMs && m <= endMs)
                .Append(endMs)
                .Distinct()
                .Order()
        )
        {
            if (mark > from)
                cut.Add(new(from, mark - from, []));
            from = mark;
        }
        return cut.Count > 1 ? cut : [];
    }

    /// <returns>Negative for what is no length.</returns>
    private static long Ms(ReadOnlySpan<byte> length, ReadOnlySpan<byte> unit)
    {
        double factor =
            unit.SequenceEqual("min"u8) ? 60_000
            : unit.SequenceEqual("s"u8) || unit.SequenceEqual("sec"u8) ? 1000
            : unit.SequenceEqual("hr"u8) || unit.SequenceEqual("h"u8) ? 3_600_000
            : unit.SequenceEqual("ms"u8) ? 1
            : -1;
        const double longest = 1e10;
        return
            factor > 0
            && DecimalBytes.TryParse(length, out var number)
            && number.ToDouble() * factor is >= 0 and <= longest and var ms
            ? (long)Math.Round(ms)
            : -1;
    }

    private readonly record struct Event(long StartMs, long LengthMs)
    {
        public long EndMs => StartMs + LengthMs;
    }
}
