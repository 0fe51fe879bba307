using System.Globalization;
using System.Text.Json;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>What can be said of a handful of numbers, as the ground truth says it.</summary>
internal sealed record Figures(long N, double Min, double Max, double Sum)
{
    /// <summary>The truth is rounded: to four decimals, sums to three.</summary>
    private const double Rounding = 0.000051;
    private const double RoundingOfSum = 0.00051;
    private const double Relative = 1e-5;

    public static Figures Of(JsonElement statistic)
    {
        double Number(string name) => statistic.GetProperty(name).GetDouble();
        return Number("n") == 0
            ? Of([])
            : new((long)Number("n"), Number("min"), Number("max"), Number("sum"));
    }

    public static Figures Of(IReadOnlyCollection<double> values) =>
        values.Count == 0
            ? new(0, double.NaN, double.NaN, 0)
            : new(values.Count, values.Min(), values.Max(), values.Sum());

    public Figures And(Figures other) =>
        new(N + other.N, Math.Min(Min, other.Min), Math.Max(Max, other.Max), Sum + other.Sum);

    /// <summary>Of a list in which everything stands as often as this.</summary>
    public Figures Once(int times) => this with { N = N / times, Sum = Sum / times };

    /// <summary>What the truth does not tell (a count below zero, a bound that is no number) is not asked.</summary>
    /// <param name="factor">From the unit of the truth to the one that <paramref name="kept"/> is in.</param>
    /// <param name="offset">Added after it, to each number.</param>
    public void MustBe(Figures kept, double factor, double offset, string what)
    {
        Assert.Equal((what, N < 0 ? kept.N : N), (what, kept.N));
        if (N == 0)
            return;
        Near(Min, kept.Min, Rounding, 1, "min");
        Near(Max, kept.Max, Rounding, 1, "max");
        Near(Sum, kept.Sum, RoundingOfSum, kept.N, "sum");
        Near(Sum / kept.N, kept.Sum / kept.N, Rounding + (RoundingOfSum / kept.N), 1, "mean");

        void Near(double told, double actual, double rounding, long count, string figure)
        {
            if (double.IsNaN(told))
                return;
            var expected = (told * factor) + (offset * count);
            Assert.True(
                Math.Abs(actual - expected)
                    <= (rounding * Math.Abs(factor)) + (Relative * Math.Abs(expected)),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} {figure}: {actual} instead of {expected}"
                )
            );
        }
    }
}
