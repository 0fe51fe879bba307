using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>Codes of <c>sleep-stage</c> by their place in the catalogue.</summary>
internal static class SleepCodes
{
    public const int InBed = 0;
    public const int Awake = 1;
    public const int Light = 2;
    public const int Deep = 3;
    public const int Rem = 4;
    public const int Unspecified = 5;
}

/// <summary>Sleep of one source without a gap of three hours: a night or a nap as that source saw it.</summary>
internal sealed class SleepCluster
{
    private const long GapMs = 3 * 3_600_000L;

    // Where one source contradicts itself, the finer and the more wakeful word is believed.
    private static readonly int[] Believed =
    [
        SleepCodes.Awake,
        SleepCodes.Deep,
        SleepCodes.Rem,
        SleepCodes.Light,
        SleepCodes.Unspecified,
    ];

    private SleepCluster(RankedSource source, IReadOnlyList<ShownReading> readings, int codes)
    {
        Source = source;
        Readings = readings;
        StartMs = readings[0].StartMs;
        EndMs = readings.Max(r => r.EndMs);
        HoursByCode = new double[codes];
        Measure();
    }

    public RankedSource Source { get; }
    public IReadOnlyList<ShownReading> Readings { get; }
    public long StartMs { get; }
    public long EndMs { get; }

    /// <summary>Merged lengths; all but in-bed are disjoint.</summary>
    public double[] HoursByCode { get; }

    public int Awakenings { get; private set; }

    public double AsleepHours =>
        HoursByCode[SleepCodes.Light]
        + HoursByCode[SleepCodes.Deep]
        + HoursByCode[SleepCodes.Rem]
        + HoursByCode[SleepCodes.Unspecified];

    /// <summary>2 with stages, 1 with sleep, 0 with the time in bed alone.</summary>
    public int Detail =>
        HoursByCode[SleepCodes.Light] + HoursByCode[SleepCodes.Deep] + HoursByCode[SleepCodes.Rem]
        > 0
            ? 2
        : HoursByCode[SleepCodes.Unspecified] > 0 ? 1
        : 0;

    public double Length => Detail == 0 ? HoursByCode[SleepCodes.InBed] : AsleepHours;

    public static IEnumerable<SleepCluster> Of(RankedSource source, int codes)
    {
        var current = new List<ShownReading>();
        var end = long.MinValue;
        foreach (var reading in source.Readings)
        {
            // A code beyond the catalogue can only have been confirmed by mistake.
            if (
                reading.SetAside
                || reading.DurationMs == 0
                || !(reading.First >= 0 && reading.First < codes)
            )
                continue;
            if (current.Count > 0 && reading.StartMs - end >= GapMs)
            {
                yield return new(source, [.. current], codes);
                current.Clear();
                end = long.MinValue;
            }
            current.Add(reading);
            end = Math.Max(end, reading.EndMs);
        }
        if (current.Count > 0)
            yield return new(source, [.. current], codes);
    }

    private void Measure()
    {
        var edges = Readings
            .SelectMany(r => new[] { r.StartMs, r.EndMs })
            .Distinct()
            .Order()
            .ToArray();
        var open = new int[HoursByCode.Length];
        var starts = Readings.GroupBy(r => r.StartMs).ToDictionary(g => g.Key, g => g.ToArray());
        var ends = Readings.GroupBy(r => r.EndMs).ToDictionary(g => g.Key, g => g.ToArray());
        var (wasAsleep, sawAwake) = (false, false);
        for (var e = 0; e + 1 < edges.Length; e++)
        {
            foreach (var reading in ends.GetValueOrDefault(edges[e]) ?? [])
                open[(int)reading.First]--;
            foreach (var reading in starts.GetValueOrDefault(edges[e]) ?? [])
                open[(int)reading.First]++;
            var hours = (edges[e + 1] - edges[e]) / 3_600_000d;
            if (open[SleepCodes.InBed] > 0)
                HoursByCode[SleepCodes.InBed] += hours;
            var code = Array.Find(Believed, c => open[c] > 0);
            // 0 is in-bed, which is none of those that are believed.
            if (code == SleepCodes.InBed)
                continue;
            HoursByCode[code] += hours;
            if (code == SleepCodes.Awake)
                sawAwake = wasAsleep;
            else
            {
                if (sawAwake)
                    Awakenings++;
                (wasAsleep, sawAwake) = (true, false);
            }
        }
    }
}
