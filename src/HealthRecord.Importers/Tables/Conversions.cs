using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>Brings numbers of a unit that the catalogue lacks into one that it has: a change that the report says.</summary>
/// <param name="From">As tables write it.</param>
/// <param name="To">UCUM.</param>
/// <param name="Apply">Null for what has no place in the other unit.</param>
internal sealed record Conversion(
    string From,
    string To,
    Func<WrittenNumber, WrittenNumber?> Apply
);

/// <summary>Units of tables that the catalogue lacks, in those that it has.</summary>
internal static class Conversions
{
    private const int HourDecimals = 6;

    /// <summary>Exactly 14 pounds.</summary>
    public static Conversion StonesToPounds { get; } = new("st", "[lb_av]", n => Times(n, 14));

    public static Conversion FeetToInches { get; } = new("ft", "[in_i]", n => Times(n, 12));
    public static Conversion MinutesToHours { get; } = new("min", "h", n => Hours(n, 60));
    public static Conversion SecondsToHours { get; } = new("s", "h", n => Hours(n, 3600));

    private static WrittenNumber? Times(WrittenNumber number, long factor) =>
        DecimalText.TryScale(number, factor, 0, out var scaled) ? scaled : null;

    /// <summary>Six decimals are 3.6 ms: the whole seconds of the file can be told from it again.</summary>
    private static WrittenNumber? Hours(WrittenNumber number, int perHour)
    {
        const long million = 1_000_000;
        if (number.Exponent > 0 || number.Digits < 0)
            return null;
        var divisor = (Int128)perHour;
        for (var i = 0; i > number.Exponent; i--)
            divisor *= 10;
        var digits = (((Int128)number.Digits * million) + (divisor / 2)) / divisor;
        return digits > long.MaxValue / 10 ? null : new((long)digits, -HourDecimals);
    }
}
