using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Text;

/// <summary>Reads a decimal number as programs write it, without going through binary fractions.</summary>
/// <remarks>
/// Kept exactly as written up to 18 significant digits and 18 decimals. What is longer is rounded there: programs print
/// binary doubles with up to 17 digits, so that nothing a device measured is lost.
/// </remarks>
internal static class DecimalBytes
{
    private const int MostDigits = 18;
    private const int MostExponent = 18;

    public static bool TryParse(ReadOnlySpan<byte> text, out WrittenNumber number)
    {
        number = default;
        var i = 0;
        var negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+'))
            i++;
        long digits = 0;
        var significant = 0;
        var exponent = 0;
        var seen = 0;
        var point = false;
        var dropped = -1;
        for (; i < text.Length; i++)
        {
            var b = text[i];
            if (b == '.' && !point)
            {
                point = true;
                continue;
            }
            var digit = b - '0';
            if ((uint)digit > 9)
                break;
            seen++;
            if (significant >= MostDigits)
            {
                if (dropped < 0)
                    dropped = digit;
                exponent += point ? 0 : 1;
                continue;
            }
            digits = (digits * 10) + digit;
            significant += digits == 0 ? 0 : 1;
            exponent -= point ? 1 : 0;
        }
        if (seen == 0)
            return false;
        if (i < text.Length)
        {
            if (!TryExponent(text[i..], out var power))
                return false;
            exponent += power;
        }
        if (dropped >= 5)
            digits++;
        return TryFit(negative ? -digits : digits, exponent, out number);
    }

    /// <summary>Brings a number into what <see cref="WrittenNumber"/> can hold.</summary>
    public static bool TryFit(Int128 digits, int exponent, out WrittenNumber number)
    {
        number = default;
        var limit = (Int128)1_000_000_000_000_000_000;
        var dropped = 0;
        while (exponent < -MostExponent || Int128.Abs(digits) >= limit)
        {
            if (digits == 0)
            {
                exponent = -MostExponent;
                break;
            }
            dropped = (int)Int128.Abs(digits % 10);
            digits /= 10;
            exponent++;
        }
        if (dropped >= 5)
            digits += Int128.Sign(digits) < 0 ? -1 : 1;
        // 1e2 and 100 are the same amount, and everybody writes 100.
        while (exponent > 0 && Int128.Abs(digits) * 10 < limit)
        {
            digits *= 10;
            exponent--;
            if (digits == 0)
                exponent = 0;
        }
        if (exponent > MostExponent)
            return false;
        number = new((long)digits, (sbyte)exponent);
        return true;
    }

    private static bool TryExponent(ReadOnlySpan<byte> text, out int power)
    {
        power = 0;
        if (text[0] is not ((byte)'e' or (byte)'E'))
            return false;
        text = text[1..];
        var negative = text.Length > 0 && text[0] == '-';
        if (negative || (text.Length > 0 && text[0] == '+'))
            text = text[1..];
        if (text.Length is 0 or > 3)
            return false;
        foreach (var b in text)
        {
            if (!char.IsAsciiDigit((char)b))
                return false;
            power = (power * 10) + (b - '0');
        }
        power = negative ? -power : power;
        return true;
    }
}
