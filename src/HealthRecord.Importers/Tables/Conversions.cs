using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>Units of tables that the catalogue lacks, in those that it has.</summary>
internal static class Conversions
{
    private const int HourDecimals = 6;

    /// <summary>Exactly 14 pounds.</summary>
    public static WrittenNumber? StonesToPounds(WrittenNumber stones) =>
        DecimalText.TryScale(stones, 14, 0, out var pounds) ? pounds : null;

    public static WrittenNumber? MinutesToHours(WrittenNumber minutes) => Hours(minutes, 60);

    public static WrittenNumber? SecondsToHours(WrittenNumber seconds) => Hours(seconds, 3600);

    public static WrittenNumber? FeetToInches(WrittenNumber feet) =>
        DecimalText.TryScale(feet, 12, 0, out var inches) ? inches : null;

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
