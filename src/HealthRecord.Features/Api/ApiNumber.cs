using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Api;

/// <summary>Written numbers as JSON numbers: a decimal keeps its trailing zeros, so <c>70.50</c> stays so both ways.</summary>
internal static class ApiNumber
{
    public static decimal Of(WrittenNumber number)
    {
        var value = (decimal)number.Digits;
        for (var i = 0; i < number.Exponent && value is > -1e27m and < 1e27m; i++)
            value *= 10;
        return number.Exponent < 0
            ? value * new decimal(1, 0, 0, false, (byte)-number.Exponent)
            : value;
    }

    /// <summary>False for more than 18 digits or decimals.</summary>
    public static bool TryRead(decimal value, out WrittenNumber number)
    {
        number = default;
        var scale = value.Scale;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        if (scale > 18 || bits[2] != 0 || bits[1] < 0)
            return false;
        var digits = ((long)bits[1] << 32) | (uint)bits[0];
        if (digits > 999_999_999_999_999_999)
            return false;
        number = new WrittenNumber(value < 0 ? -digits : digits, (sbyte)-scale);
        return true;
    }
}
