using System.Globalization;
using System.Text;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Text;

/// <summary>Numbers of formats as they were written, and in the units that the catalogue knows.</summary>
internal static class DecimalText
{
    private const int Longest = 64;

    /// <summary>A decimal point, no grouping, an exponent at most; NaN and infinity are no numbers.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out WrittenNumber number)
    {
        number = default;
        text = text.Trim();
        Span<byte> bytes = stackalloc byte[Longest * 3];
        return text.Length <= Longest
            && DecimalBytes.TryParse(bytes[..Encoding.UTF8.GetBytes(text, bytes)], out number);
    }

    /// <summary>A binary number, in the fewest digits that mean it.</summary>
    public static bool TryOf(double value, out WrittenNumber number)
    {
        number = default;
        return double.IsFinite(value)
            && TryParse(value.ToString("R", CultureInfo.InvariantCulture), out number);
    }

    /// <summary>Multiplied without binary fractions: <c>factor × 10^shift</c>, as in (453_592_37, -8) for pounds.</summary>
    public static bool TryScale(
        WrittenNumber number,
        long factor,
        int shift,
        out WrittenNumber scaled
    ) => DecimalBytes.TryFit((Int128)number.Digits * factor, number.Exponent + shift, out scaled);
}
