using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Dashboard;

/// <summary>How a figure moved over some days.</summary>
/// <param name="Change">Mean of the last third of the values less that of the first, in the canonical unit.</param>
/// <param name="Days">From the first day looked at to the last.</param>
internal sealed record Trend(TrendKind Kind, double Change, int Days)
{
    private const int Fewest = 3;
    private const double Notable = 0.02;

    public static Trend Of(Kind kind, IReadOnlyList<DaySummary> line)
    {
        var values = line.Select(d => (d.Day, Value: KindShapes.Figure(kind, d)))
            .Where(d => double.IsFinite(d.Value))
            .ToList();
        if (values.Count < Fewest)
            return new(TrendKind.TooFew, 0, 0);
        var third = Math.Max(1, values.Count / 3);
        var first = values.Take(third).Average(v => v.Value);
        var last = values.TakeLast(third).Average(v => v.Value);
        var days = values[^1].Day.DayNumber - values[0].Day.DayNumber;
        var change = last - first;
        var least = Math.Max(Math.Abs(first) * Notable, Math.Pow(10, -kind.Decimals));
        if (Math.Abs(change) < least)
            return new(TrendKind.Stable, change, days);
        return new(change > 0 ? TrendKind.Up : TrendKind.Down, change, days);
    }
}

internal enum TrendKind
{
    TooFew,
    Stable,
    Up,
    Down,
}
