namespace HealthRecord.Domain.Measures;

/// <summary>The straight line that lies closest to some days (least squares). Data for a sentence, not the sentence.</summary>
/// <param name="PerDay">Change of the line in a day, in the unit of the values.</param>
/// <param name="Change">Change of the line from the first day with a value to the last.</param>
/// <param name="Scatter">Root mean square of the distances of the values from the line.</param>
public sealed record LinearTrend(
    double PerDay,
    double Change,
    double Scatter,
    int Values,
    DateOnly From,
    DateOnly To
)
{
    public const int FewestValues = 5;

    /// <summary>Whether the line moved by more than the values scatter around it: else it is called steady.</summary>
    public bool IsClear => Math.Abs(Change) > Scatter;

    /// <param name="days">Length of the window that ends today, as 30 or 90.</param>
    /// <returns>Null with fewer than five values, or values that span less than a third of the window.</returns>
    public static LinearTrend? Of(
        IEnumerable<(DateOnly Day, double Value)> values,
        DateOnly today,
        int days
    )
    {
        var since = today.AddDays(-days);
        var points = values
            .Where(v => v.Day > since && v.Day <= today && double.IsFinite(v.Value))
            .Select(v => (X: (double)v.Day.DayNumber, Y: v.Value))
            .ToArray();
        if (points.Length < FewestValues)
            return null;
        var (first, last) = (points.Min(p => p.X), points.Max(p => p.X));
        if ((last - first) * 3 < days)
            return null;
        var (meanX, meanY) = (points.Average(p => p.X), points.Average(p => p.Y));
        var slope =
            points.Sum(p => (p.X - meanX) * (p.Y - meanY))
            / points.Sum(p => (p.X - meanX) * (p.X - meanX));
        var scatter = Math.Sqrt(
            points.Average(p => Math.Pow(p.Y - meanY - (slope * (p.X - meanX)), 2))
        );
        return new(
            slope,
            slope * (last - first),
            scatter,
            points.Length,
            DateOnly.FromDayNumber((int)first),
            DateOnly.FromDayNumber((int)last)
        );
    }
}
