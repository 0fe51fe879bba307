using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>Numbers of tables that people wrote: with either decimal sign, thousands in groups, and sometimes their unit behind.</summary>
internal static class TableNumber
{
    private const int Longest = 64;

    /// <summary>The number, and what stands behind it.</summary>
    public static bool TryParse(
        string cell,
        char decimalSign,
        out WrittenNumber number,
        out string unit
    )
    {
        number = default;
        unit = "";
        if (cell.Length is 0 or > Longest)
            return false;
        var end = 0;
        while (end < cell.Length && IsPart(cell, end))
            end++;
        var digits = cell[..end].TrimEnd();
        unit = cell[end..].Trim();
        return TryPlain(digits, decimalSign, out var plain)
            && DecimalText.TryParse(plain, out number);
    }

    /// <summary>Without groups, with a point.</summary>
    private static bool TryPlain(string digits, char decimalSign, out string plain)
    {
        plain = "";
        var at = digits.IndexOf(decimalSign);
        if (at >= 0 && digits.IndexOf(decimalSign, at + 1) >= 0)
            return false;
        var whole = at < 0 ? digits : digits[..at];
        var fraction = at < 0 ? "" : digits[(at + 1)..];
        if (fraction.Any(c => !char.IsAsciiDigit(c) && c is not ('e' or 'E' or '-' or '+')))
            return false;
        if (!TryUngroup(whole, out whole))
            return false;
        plain = at < 0 ? whole : $"{whole}.{fraction}";
        return plain.Any(char.IsAsciiDigit);
    }

    private static bool TryUngroup(string whole, out string plain)
    {
        var groups = whole.Split(['.', ',', ' ', '\u00A0', '\u202F', '\'', '\u2019']);
        plain = string.Concat(groups);
        return groups.Skip(1).All(g => g.Length == 3 && g.All(char.IsAsciiDigit));
    }

    private static bool IsPart(string cell, int at)
    {
        var c = cell[at];
        if (char.IsAsciiDigit(c) || c is '.' or ',')
            return true;
        if (c is '-' or '+')
            return at == 0 || cell[at - 1] is 'e' or 'E';
        var next = at + 1 < cell.Length && char.IsAsciiDigit(cell[at + 1]);
        if (c is ' ' or '\u00A0' or '\u202F' or '\'' or '\u2019')
            return at > 0 && next;
        return c is 'e' or 'E'
            && at > 0
            && (next || (at + 2 < cell.Length && cell[at + 1] is '-' or '+'));
    }
}
