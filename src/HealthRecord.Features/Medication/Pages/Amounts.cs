using System.Globalization;

namespace HealthRecord.Features.Medication.Pages;

/// <summary>Amounts as people write them: <c>1</c>, <c>0,5</c>, <c>½</c>, <c>1/2</c>, <c>1 ½</c>; kept in thousandths.</summary>
internal static class Amounts
{
    private const int Thousand = 1000;

    private static readonly Dictionary<char, decimal> Fractions = new()
    {
        ['½'] = 0.5m,
        ['¼'] = 0.25m,
        ['¾'] = 0.75m,
        ['⅓'] = 0.333m,
        ['⅔'] = 0.667m,
    };

    /// <summary>Null for what is no amount above nothing.</summary>
    public static int? Parse(string? text) => ParseWithZero(text) is { } n and > 0 ? n : null;

    /// <summary>The same, where there may be nothing left.</summary>
    public static int? ParseWithZero(string? text)
    {
        var written = (text ?? "").Trim().Replace(',', '.');
        if (written.Length == 0)
            return null;
        decimal sum = 0;
        if (Fractions.TryGetValue(written[^1], out var fraction))
        {
            written = written[..^1].Trim();
            sum = fraction;
            if (written.Length == 0)
                return (int)(sum * Thousand);
        }
        var parts = written.Split('/');
        if (parts.Length > 2 || !TryNumber(parts[0], out var number))
            return null;
        if (parts.Length == 2)
        {
            if (!TryNumber(parts[1], out var divisor) || divisor == 0)
                return null;
            number /= divisor;
        }
        sum += number;
        return sum * Thousand <= Medicine.MostAmount
            ? (int)Math.Round(sum * Thousand, MidpointRounding.AwayFromZero)
            : null;
    }

    public static string Of(int thousandths) =>
        ((decimal)thousandths / Thousand).ToString("0.###", CultureInfo.CurrentCulture);

    private static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint
                | NumberStyles.AllowLeadingWhite
                | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out number
        );
}
