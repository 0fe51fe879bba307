namespace HealthRecord.Domain.Growth;

/// <summary>Skewness, median and coefficient of variation of one row of a growth table.</summary>
/// <remarks>
/// LMS method (T. J. Cole): z = ((y/M)^L - 1) / (L S), or ln(y/M) / S where L is 0. For indicators made of weight the WHO restricts it
/// beyond three standard deviations to the distance between the second and the third (WHO Child Growth Standards, Methods, 2006).
/// </remarks>
public readonly record struct Lms(double L, double M, double S)
{
    private const double Far = 3;

    /// <summary>The value at <paramref name="z"/> standard deviations.</summary>
    public double ValueAt(double z) =>
        L == 0 ? M * Math.Exp(S * z) : M * Math.Pow(1 + (L * S * z), 1 / L);

    /// <summary>Standard deviations from the median.</summary>
    /// <param name="value">Positive.</param>
    /// <param name="restricted">For indicators made of weight.</param>
    public double ZOf(double value, bool restricted)
    {
        var z = L == 0 ? Math.Log(value / M) / S : (Math.Pow(value / M, L) - 1) / (L * S);
        if (!restricted || Math.Abs(z) <= Far)
            return z;
        var side = Math.Sign(z) * Far;
        var third = ValueAt(side);
        return side + ((value - third) / Math.Abs(third - ValueAt(side - Math.Sign(z))));
    }

    /// <summary>The value at <paramref name="z"/> by the restricted form, so that a curve and a score agree.</summary>
    public double RestrictedValueAt(double z)
    {
        if (Math.Abs(z) <= Far)
            return ValueAt(z);
        var side = Math.Sign(z) * Far;
        var third = ValueAt(side);
        return third + ((z - side) * Math.Abs(third - ValueAt(side - Math.Sign(z))));
    }

    /// <summary>Each number on its own, on the way from this row to <paramref name="next"/>.</summary>
    public Lms Towards(Lms next, double part) =>
        new(L + ((next.L - L) * part), M + ((next.M - M) * part), S + ((next.S - S) * part));
}
