using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>Brings the cells of a planned column into one of its kind's units: that of the cell where one stands in it.</summary>
internal sealed class TableCells(char decimalSign)
{
    /// <param name="reason">Null where the cell is words rather than a number.</param>
    public bool TryRead(
        PlannedValue value,
        string cell,
        out WrittenNumber number,
        out Unit unit,
        out RefusalReason? reason
    )
    {
        unit = value.Unit.Unit;
        reason = cell.Any(char.IsAsciiDigit) ? RefusalReason.NotANumber : null;
        if (!TableNumber.TryParse(cell, decimalSign, out number, out var written))
            return false;
        var use = value.Unit;
        // A table may mix units: what stands in the cell goes before what the column says.
        if (written.Length > 0 && !UnitWords.TryFind(value.Kind, written, out use))
        {
            reason = RefusalReason.Unit;
            return false;
        }
        unit = use.Unit;
        return use.TryApply(number, out number);
    }

    /// <summary>With a point, digit by digit as it was written.</summary>
    public static string Plain(WrittenNumber number)
    {
        if (number.Exponent >= 0)
            return ((decimal)number.ToDouble()).ToString("0", CultureInfo.InvariantCulture);
        var digits = Math.Abs(number.Digits)
            .ToString(CultureInfo.InvariantCulture)
            .PadLeft(1 - number.Exponent, '0');
        var point = digits.Length + number.Exponent;
        return $"{(number.Digits < 0 ? "-" : "")}{digits[..point]}.{digits[point..]}";
    }

    /// <summary>So that nobody takes it for a number in other signs than the table's.</summary>
    public static string AsWords(string cell) =>
        cell.Any(char.IsAsciiDigit) && !CellNumbers.IsNone(cell) ? $"« {cell} »" : cell;
}
