namespace HealthRecord.Domain.Measures;

/// <summary>A decimal number exactly as it was written: <c>Digits × 10^Exponent</c>. <c>70.50</c> is (7050, -2) and stays so.</summary>
/// <remarks>
/// Equality is of what was written (70.5 and 70.50 differ); compare <see cref="ToDouble"/> for amounts.
/// The exponent is within -18 to 18.
/// </remarks>
public readonly record struct WrittenNumber(long Digits, sbyte Exponent)
{
    public double ToDouble() =>
        Exponent switch
        {
            0 => Digits,
            < 0 => Digits / PowerOfTen(-Exponent),
            _ => Digits * PowerOfTen(Exponent),
        };

    private static double PowerOfTen(int exponent) =>
        exponent <= 18 ? Powers[exponent] : Math.Pow(10, exponent);

    private static readonly double[] Powers =
    [
        1,
        1e1,
        1e2,
        1e3,
        1e4,
        1e5,
        1e6,
        1e7,
        1e8,
        1e9,
        1e10,
        1e11,
        1e12,
        1e13,
        1e14,
        1e15,
        1e16,
        1e17,
        1e18,
    ];
}
