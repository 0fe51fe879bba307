namespace HealthRecord.Benchmarks;

internal static class Percentiles
{
    /// <summary>The value below which a part of all values lies; not a number when there are none.</summary>
    public static double Percentile(this IReadOnlyCollection<double> values, double part)
    {
        if (values.Count == 0)
            return double.NaN;
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(part * sorted.Length) - 1)];
    }
}
