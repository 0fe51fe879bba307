using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Days;

/// <summary>Mean, least, greatest and last of a day's readings.</summary>
internal sealed class NumberNotes
{
    private int count;
    private double sum;
    private double weighted;
    private double weight;
    private bool allLast = true;
    private long lastMs = long.MinValue;
    private (double Sum, int Count) second;
    private (double Sum, int Count) third;

    public double Min { get; private set; } = double.NaN;
    public double Max { get; private set; } = double.NaN;
    public double Last { get; private set; } = double.NaN;
    public double Second => second.Count == 0 ? double.NaN : second.Sum / second.Count;
    public double Third => third.Count == 0 ? double.NaN : third.Sum / third.Count;

    /// <summary>Weighted by time when every reading of the day has a length; else each reading counts once.</summary>
    public double Mean(Kind kind)
    {
        if (count == 0)
            return double.NaN;
        var isWeighted = kind.Sampling == Sampling.Continuous && allLast;
        var mean = isWeighted ? weighted / weight : sum / count;
        return IsEnergy(kind) ? 10 * Math.Log10(mean) : mean;
    }

    public void Add(Kind kind, in ShownReading reading)
    {
        var value = IsEnergy(kind) ? Math.Pow(10, reading.First / 10) : reading.First;
        count++;
        sum += value;
        weighted += value * reading.DurationMs;
        weight += reading.DurationMs;
        allLast &= reading.DurationMs > 0;
        // Comparisons with NaN are false, so the first reading sets both.
        if (!(reading.First >= Min))
            Min = reading.First;
        if (!(reading.First <= Max))
            Max = reading.First;
        if (reading.StartMs > lastMs)
            (lastMs, Last) = (reading.StartMs, reading.First);
        if (!double.IsNaN(reading.Second))
            second = (second.Sum + reading.Second, second.Count + 1);
        if (!double.IsNaN(reading.Fourth))
            third = (third.Sum + reading.Fourth, third.Count + 1);
    }

    private static bool IsEnergy(Kind kind) =>
        (kind.Aggregation & Aggregation.EnergyMean) != Aggregation.None;
}
