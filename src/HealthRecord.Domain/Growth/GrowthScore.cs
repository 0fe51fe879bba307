namespace HealthRecord.Domain.Growth;

/// <summary>Where a value lies among children of the same age and sex. A number, never a class.</summary>
/// <param name="Value">The value compared: after the lying-standing correction.</param>
/// <param name="Z">Standard deviations from the median.</param>
/// <param name="Implausible">So far out that a slip is likelier than the child: ask to check, draw nothing.</param>
public sealed record GrowthScore(
    GrowthIndicator Indicator,
    double Value,
    double Z,
    bool Implausible
)
{
    /// <summary>Share of children below, in percent, 0 to 100.</summary>
    public double Percentile => 100 * Normal.Below(Z);
}

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>Φ(z), to 1e-7 (Abramowitz and Stegun 26.2.17): finer than any percentile that is shown.</summary>
    public static double Below(double z)
    {
        if (z < 0)
            return 1 - Below(-z);
        var t = 1 / (1 + (0.2316419 * z));
        var tail =
            Math.Exp(-z * z / 2)
            / Math.Sqrt(2 * Math.PI)
            * t
            * (
                0.319381530
                + (
                    t
                    * (
                        -0.356563782
                        + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429)))))
                    )
                )
            );
        return 1 - tail;
    }
}
