using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Formats;

/// <summary>A field that holds a number: what it measures, and how to bring it into a unit of the catalogue: <c>× Factor × 10^Shift ÷ Divisor</c>.</summary>
internal sealed record NumberField(Measure Measure, long Factor = 1, int Shift = 0, int Divisor = 1)
{
    private const int Decimals = 6;

    public static NumberField Of(
        string kind,
        string? ucum = null,
        long factor = 1,
        int shift = 0,
        int divisor = 1
    ) => new(Measure.Of(kind, ucum), factor, shift, divisor);

    public bool TryRead(string text, out WrittenNumber number) =>
        DecimalText.TryParse(text, out number) && TryScale(ref number);

    private bool TryScale(ref WrittenNumber number)
    {
        if ((Factor, Shift) != (1, 0) && !DecimalText.TryScale(number, Factor, Shift, out number))
            return false;
        return Divisor == 1
            // Seconds as hours: to a few milliseconds, and the same every time.
            || DecimalText.TryOf(Math.Round(number.ToDouble() / Divisor, Decimals), out number);
    }
}
