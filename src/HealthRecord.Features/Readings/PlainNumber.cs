using System.Globalization;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Readings;

/// <summary>A written number for programs: a point, no separators, every digit that was written.</summary>
internal static class PlainNumber
{
    public static string Of(WrittenNumber number)
    {
        var sign = number.Digits < 0 ? "-" : "";
        var digits = number.Digits.ToString(CultureInfo.InvariantCulture).TrimStart('-');
        if (number.Exponent >= 0)
            return digits == "0" ? "0" : sign + digits + new string('0', number.Exponent);
        var decimals = -number.Exponent;
        digits = digits.PadLeft(decimals + 1, '0');
        return $"{sign}{digits[..^decimals]}.{digits[^decimals..]}";
    }
}
