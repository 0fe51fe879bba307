using System.Globalization;

namespace HealthRecord.Domain.Measures;

/// <summary>Reads and writes decimal numbers as people type them: comma or point, blanks as thousands separators, a leading sign.</summary>
public static class NumberText
{
    private const int MostDigits = 18;
    private const char NarrowBlank = '\u202F';
    private const char Minus = '\u2212';

    /// <summary>
    /// Accepts <c>70,5</c>, <c>70.5</c>, <c>1 234,5</c> (any of the blanks U+0020, U+00A0, U+202F) in every culture. Two
    /// separators, blanks that do not group by three, exponents, more than 18 digits, NaN and infinity are refused: nothing
    /// is guessed. A single comma or point is always the decimal one.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out WrittenNumber number)
    {
        number = default;
        var rest = text.Trim();
        if (rest.IsEmpty)
            return false;
        var negative = rest[0] is '-' or Minus;
        if (negative || rest[0] == '+')
            rest = rest[1..];

        var comma = rest.IndexOfAny(',', '.');
        var whole = comma < 0 ? rest : rest[..comma];
        var fraction = comma < 0 ? [] : rest[(comma + 1)..];
        if (comma >= 0 && fraction.IsEmpty)
            return false;
        if (whole.IsEmpty && fraction.IsEmpty)
            return false;

        long digits = 0;
        var count = 0;
        if (
            !TryTakeGrouped(whole, ref digits, ref count)
            || !TryTake(fraction, ref digits, ref count)
        )
            return false;
        if (fraction.Length > MostDigits)
            return false;
        number = new(negative ? -digits : digits, (sbyte)-fraction.Length);
        return true;
    }

    /// <summary>
    /// Digits exactly as written, with a comma in French and a point in English; <c>12 480</c> with a narrow no-break space in
    /// both, because an English thousands comma would be read back as a decimal one.
    /// </summary>
    public static string Format(WrittenNumber number, bool french)
    {
        var digits = Int128.Abs(number.Digits).ToString(CultureInfo.InvariantCulture);
        var decimals = Math.Max(0, -number.Exponent);
        if (number.Exponent > 0 && number.Digits != 0)
            digits += new string('0', number.Exponent);
        return Join(number.Digits < 0, digits.PadLeft(decimals + 1, '0'), decimals, french);
    }

    /// <summary>A computed value with a fixed number of decimals; an en dash where there is no value.</summary>
    public static string Format(double value, int decimals, bool french)
    {
        if (!double.IsFinite(value))
            return "–";
        var rounded = Math.Abs(value)
            .ToString(
                $"F{decimals.ToString(CultureInfo.InvariantCulture)}",
                CultureInfo.InvariantCulture
            );
        var digits = rounded.Replace(".", "", StringComparison.Ordinal);
        var isZero = digits.AsSpan().Trim('0').IsEmpty;
        return Join(value < 0 && !isZero, digits, decimals, french);
    }

    private static string Join(bool negative, string digits, int decimals, bool french)
    {
        var whole = digits.AsSpan(0, digits.Length - decimals);
        var text = new System.Text.StringBuilder(digits.Length + 8);
        if (negative)
            text.Append(Minus);
        for (var i = 0; i < whole.Length; i++)
        {
            if (i > 0 && (whole.Length - i) % 3 == 0)
                text.Append(NarrowBlank);
            text.Append(whole[i]);
        }
        if (decimals > 0)
            text.Append(french ? ',' : '.').Append(digits.AsSpan(whole.Length));
        return text.ToString();
    }

    private static bool TryTakeGrouped(ReadOnlySpan<char> whole, ref long digits, ref int count)
    {
        if (whole.IndexOfAny(" \u00A0\u202F") < 0)
            return TryTake(whole, ref digits, ref count);
        var first = true;
        while (true)
        {
            var blank = whole.IndexOfAny(" \u00A0\u202F");
            var group = blank < 0 ? whole : whole[..blank];
            if (first ? group.Length is < 1 or > 3 : group.Length != 3)
                return false;
            if (!TryTake(group, ref digits, ref count))
                return false;
            if (blank < 0)
                return true;
            whole = whole[(blank + 1)..];
            first = false;
        }
    }

    private static bool TryTake(ReadOnlySpan<char> text, ref long digits, ref int count)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            // Leading zeros are no digits: 0,081714285714285714 has seventeen.
            if (digits != 0 || c != '0')
                count++;
            if (count > MostDigits)
                return false;
            digits = (digits * 10) + (c - '0');
        }
        return true;
    }
}
