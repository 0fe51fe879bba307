using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>Numbers as tables hold them: with a decimal point or comma, and what is written where there is none.</summary>
internal static class CellNumbers
{
    private const int Longest = 64;

    private static readonly string[] OutsideWords =
    [
        "low",
        "high",
        "lo",
        "hi",
        "bas",
        "haut",
        "faible",
        "eleve",
        "niedrig",
        "hoch",
        "bajo",
        "alto",
    ];

    /// <summary>Cells that say in words that there is nothing.</summary>
    public static bool IsNone(string cell) =>
        cell.Length == 0
        || cell is "-" or "--" or "---" or "\u2013" or "\u2014"
        || cell.Equals("null", StringComparison.OrdinalIgnoreCase)
        || cell.Equals("NaN", StringComparison.OrdinalIgnoreCase)
        || cell.Equals("N/A", StringComparison.OrdinalIgnoreCase);

    /// <summary>"Low" and "High" are outside what a device can measure: known, but no number.</summary>
    public static bool IsOutside(string cell) =>
        OutsideWords.Contains(TableHeader.Plain(cell), StringComparer.Ordinal);

    /// <param name="commaIsDecimal">
    /// The table says so by its delimiter. Otherwise a comma in front of exactly three digits may mean thousands: such a cell
    /// is no number, because nobody can tell.
    /// </param>
    public static bool TryParse(string cell, bool commaIsDecimal, out WrittenNumber number)
    {
        number = default;
        if (cell.Length is 0 or > Longest)
            return false;
        var comma = cell.IndexOf(',');
        if (comma < 0)
            return DecimalText.TryParse(cell, out number);
        if (cell.IndexOf('.') >= 0 || cell.IndexOf(',', comma + 1) >= 0)
            return false;
        var digits = cell.AsSpan(0, comma).TrimStart("+-");
        var ambiguous =
            cell.Length - comma - 1 == 3 && digits.Length is 1 or 2 or 3 && digits is not "0";
        return (commaIsDecimal || !ambiguous)
            && DecimalText.TryParse(cell.Replace(',', '.'), out number);
    }
}
