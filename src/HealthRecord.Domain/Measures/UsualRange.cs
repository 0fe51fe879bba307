namespace HealthRecord.Domain.Measures;

/// <summary>What is usual for one person: the 10th to the 90th percentile of the last 90 days, from at least 14 values. Not a reference.</summary>
public sealed record UsualRange(double Low, double High, int Values)
{
    public const int Days = 90;
    public const int Fewest = 14;

    /// <param name="values">One figure a day; days older than 90 days, later than today or without a figure (NaN) are not looked at.</param>
    /// <returns>Null when there are too few: nothing is guessed.</returns>
    public static UsualRange? Of(IEnumerable<(DateOnly Day, double Value)> values, DateOnly today)
    {
        var since = today.AddDays(-Days);
        var ordered = values
            .Where(v => v.Day > since && v.Day <= today && double.IsFinite(v.Value))
            .Select(v => v.Value)
            .Order()
            .ToArray();
        return ordered.Length < Fewest
            ? null
            : new(Percentile(ordered, 0.1), Percentile(ordered, 0.9), ordered.Length);
    }

    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>Linear between the two nearest values (Hyndman and Fan, American Statistician 1996;50:361, type 7).</summary>
    private static double Percentile(double[] ordered, double share)
    {
        var at = share * (ordered.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, ordered.Length - 1);
        return ordered[below] + ((at - below) * (ordered[above] - ordered[below]));
    }
}
