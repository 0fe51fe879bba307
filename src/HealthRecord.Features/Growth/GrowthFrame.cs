using HealthRecord.Domain.Growth;

namespace HealthRecord.Features.Growth;

/// <summary>Where ages and values stand in a drawing, in its own units.</summary>
public sealed record GrowthFrame(
    double Width,
    double Height,
    double LastDay,
    double Lowest,
    double Highest
)
{
    public const double Left = 36;
    public const double Right = 34;
    public const double Top = 12;
    public const double Bottom = 26;

    public double X(double day) => Left + (day / LastDay * (Width - Left - Right));

    public double Y(double value) =>
        Height - Bottom - ((value - Lowest) / (Highest - Lowest) * (Height - Top - Bottom));
}

/// <summary>How far the axis of ages reaches: as far as the child is, and not beyond the tables.</summary>
/// <param name="Months">Marks, in months.</param>
internal sealed record GrowthSpan(int LastDay, IReadOnlyList<int> Months)
{
    private static readonly GrowthSpan[] All =
    [
        new(366, [0, 3, 6, 9, 12]),
        new(GrowthChild.TwoYears, [0, 6, 12, 18, 24]),
        new(GrowthTables.LastDayOfDays, [0, 12, 24, 36, 48, 60]),
        new(3652, [0, 24, 48, 72, 96, 120]),
        new(6939, [0, 60, 120, 180, 228]),
    ];

    public static GrowthSpan Of(GrowthIndicator indicator, int age)
    {
        var last = indicator switch
        {
            GrowthIndicator.HeadForAge => 2,
            GrowthIndicator.WeightForAge => 3,
            _ => 4,
        };
        return All.Take(last + 1).FirstOrDefault(span => age <= span.LastDay) ?? All[last];
    }
}

/// <summary>Round values of an axis.</summary>
internal static class GrowthTicks
{
    private const int Most = 7;

    public static IReadOnlyList<double> Of(double lowest, double highest)
    {
        var room = Math.Max(highest - lowest, 1);
        var power = Math.Pow(10, Math.Floor(Math.Log10(room / Most)));
        var step = new[] { 1, 2, 5, 10 }.Select(n => n * power).First(s => room / s <= Most);
        var first = Math.Floor(lowest / step) * step;
        var count = (int)Math.Ceiling((highest - first) / step) + 1;
        return [.. Enumerable.Range(0, Math.Max(2, count)).Select(i => first + (i * step))];
    }
}
