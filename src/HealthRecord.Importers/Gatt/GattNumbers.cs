using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Gatt;

/// <summary>From counts of a device's steps to decimal numbers. Every factor is exact.</summary>
internal static class GattNumbers
{
    /// <summary>The millimetre of mercury is defined as this many pascals.</summary>
    private const decimal PascalsPerMmHg = 133.322387415m;
    private const decimal KilojoulesPerKilocalorie = 4.184m;

    /// <summary>Steps of 5 g, or of a hundredth of a pound.</summary>
    public static WrittenNumber Mass(int steps, bool pounds) =>
        pounds ? Trimmed(steps, 2) : Trimmed(steps * 5L, 3);

    public static WrittenNumber Tenths(int steps) => new(steps, -1);

    /// <summary>A pressure in kPa has three places at most; a tenth of a mmHg loses none of what a cuff resolves.</summary>
    public static WrittenNumber? MmHg(WrittenNumber? pressure, bool kilopascals) =>
        pressure is { } value && kilopascals
            ? new((long)Math.Round(Decimal(value) * 10_000m / PascalsPerMmHg), -1)
            : pressure;

    public static WrittenNumber Kilocalories(int kilojoules) =>
        new((long)Math.Round(kilojoules * 10 / KilojoulesPerKilocalorie), -1);

    public static WrittenNumber? Shifted(WrittenNumber? number, int places) =>
        number is { } value ? value with { Exponent = (sbyte)(value.Exponent + places) } : null;

    /// <summary>Null for what no device measures: a mean or a pulse of zero stands for "none".</summary>
    public static WrittenNumber? Positive(WrittenNumber? number) =>
        number is { Digits: > 0 } ? number : null;

    /// <summary>The step of a scale is finer than what it resolves: zeros behind the first decimal say nothing.</summary>
    private static WrittenNumber Trimmed(long digits, int decimals)
    {
        while (decimals > 1 && digits % 10 == 0)
            (digits, decimals) = (digits / 10, decimals - 1);
        return new(digits, (sbyte)-decimals);
    }

    private static decimal Decimal(WrittenNumber value)
    {
        var number = (decimal)value.Digits;
        for (var i = 0; i < value.Exponent; i++)
            number *= 10;
        for (var i = 0; i > value.Exponent; i--)
            number /= 10;
        return number;
    }
}
