using HealthRecord.Domain.Time;

namespace HealthRecord.Importers.GoogleFit;

/// <summary>The local days on which a kind has points, so that a total of the day is not taken beside them.</summary>
/// <remarks>A dozen kinds for each day of a life: bounded without a bound.</remarks>
internal sealed class DaysWithPoints(ZoneTimeline zones)
{
    private readonly HashSet<(string Kind, DateOnly Day)> seen = [];
    private (string Kind, long FromMs, long ToMs) last = ("", 0, 0);

    public void Add(string kind, long ms)
    {
        // Points of one file lie side by side: asking the calendar once a quarter of an hour is enough.
        const long quarterMs = 15 * 60_000;
        if (last.Kind == kind && ms >= last.FromMs && ms < last.ToMs)
            return;
        var from = ms - (((ms % quarterMs) + quarterMs) % quarterMs);
        last = (kind, from, from + quarterMs);
        seen.Add((kind, zones.DayOf(DateTime.UnixEpoch.AddMilliseconds(ms))));
    }

    public bool Has(string kind, DateOnly day) => seen.Contains((kind, day));
}
