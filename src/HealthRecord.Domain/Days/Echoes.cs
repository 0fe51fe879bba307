using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>
/// Recognises the same event told by another source: at most 90 s apart and equal after rounding to the coarser resolution.
/// Each told event is echoed at most once by each source, and never by its own.
/// </summary>
internal sealed class Echoes(Kind kind)
{
    private const long NearMs = 90_000;

    private readonly List<List<Told>> sources = [];
    private int[] from = [];

    /// <summary>A reading that counted, and who last echoed it.</summary>
    internal sealed class Told(in ShownReading reading)
    {
        public readonly long StartMs = reading.StartMs;
        public readonly long DurationMs = reading.DurationMs;
        public readonly double First = reading.First;
        public readonly double Second = reading.Second;
        public readonly double Fourth = reading.Fourth;
        public int EchoedBy;
    }

    /// <summary>Starts the next source, in the order of priority; what it tells first is added to the list handed out.</summary>
    public List<Told> Begin()
    {
        from = new int[sources.Count];
        sources.Add([]);
        return sources[^1];
    }

    public bool IsEcho(in ShownReading reading) => Nearest(reading) is not null;

    /// <summary>The event that a reading tells once more; null where it tells one of its own, or a person said so.</summary>
    public Told? Nearest(in ShownReading reading)
    {
        if (reading.IsOwn)
            return null;
        for (var s = 0; s < sources.Count - 1; s++)
        {
            var told = sources[s];
            while (from[s] < told.Count && told[from[s]].StartMs < reading.StartMs - NearMs)
                from[s]++;
            Told? nearest = null;
            for (var i = from[s]; i < told.Count; i++)
            {
                var candidate = told[i];
                if (candidate.StartMs > reading.StartMs + NearMs)
                    break;
                if (candidate.EchoedBy == sources.Count || !Same(candidate, reading))
                    continue;
                if (nearest is null || Distance(candidate, reading) < Distance(nearest, reading))
                    nearest = candidate;
            }
            if (nearest is null)
                continue;
            nearest.EchoedBy = sources.Count;
            return nearest;
        }
        return null;
    }

    private static long Distance(Told told, in ShownReading reading) =>
        Math.Abs(told.StartMs - reading.StartMs);

    private bool Same(Told told, in ShownReading reading) =>
        Math.Abs(told.DurationMs - reading.DurationMs) <= NearMs
        && Same(told.First, reading.First)
        && Same(told.Second, reading.Second)
        && (
            double.IsNaN(told.Fourth)
            || double.IsNaN(reading.Fourth)
            || Same(told.Fourth, reading.Fourth)
        );

    private bool Same(double a, double b)
    {
        if (double.IsNaN(a) || double.IsNaN(b))
            return double.IsNaN(a) && double.IsNaN(b);
        // Nothing is told more coarsely than in whole numbers.
        if (Math.Abs(a - b) > 0.5 + 1e-9)
            return false;
        var decimals = Math.Min(DecimalsOf(a), DecimalsOf(b));
        return Math.Abs(a - b) <= (0.5 * Math.Pow(10, -decimals)) + 1e-9;
    }

    /// <summary>
    /// How finely a value seems to be told. At least one decimal less than the kind's own, so that a weight that happens to
    /// be a whole number does not swallow its neighbours.
    /// </summary>
    private int DecimalsOf(double value)
    {
        for (var d = Math.Max(0, kind.Decimals - 1); d < kind.Decimals; d++)
            if (Math.Abs(value - Math.Round(value, d)) < 1e-9)
                return d;
        return kind.Decimals;
    }
}
