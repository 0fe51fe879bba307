using System.Diagnostics.CodeAnalysis;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Tables;

/// <summary>Columns that are numbers of one measurement of blood pressure: those of one pair in the order of the table.</summary>
internal sealed class TablePressures
{
    public static readonly Kind Kind = KindCatalogue.Get("blood-pressure");

    private readonly TablePlan plan;
    private readonly TableCells cells;
    private readonly RowReadings readings;
    private readonly List<PlannedValue> systolic;
    private readonly List<PlannedValue> diastolic;
    private readonly List<PlannedValue> mean;
    private readonly List<PlannedValue> pulse;

    public TablePressures(TablePlan plan, TableCells cells, RowReadings readings)
    {
        (this.plan, this.cells, this.readings) = (plan, cells, readings);
        systolic = Of("systolic");
        diastolic = Of("diastolic");
        mean = [.. Of("mean-arterial").Take(Pairs)];
        pulse = [.. Of("heart-rate").Take(Pairs)];
        Others = [.. plan.Values.Except([.. systolic, .. diastolic, .. mean, .. pulse])];
    }

    public int Pairs => Math.Max(systolic.Count, diastolic.Count);

    /// <summary>Columns of everything else.</summary>
    public IReadOnlyList<PlannedValue> Others { get; }

    /// <summary>The mean and the pulse of a pair.</summary>
    public IEnumerable<PlannedValue> Beside(int pair) =>
        mean.Skip(pair).Take(1).Concat(pulse.Skip(pair).Take(1));

    /// <returns>False where the row has no pressure in this pair.</returns>
    public bool TryRead(TableRow row, int pair, bool isUsable)
    {
        var first = Cell(row, systolic, pair, isUsable);
        var second = Cell(row, diastolic, pair, isUsable);
        if (CellNumbers.IsNone(first.Cell) && CellNumbers.IsNone(second.Cell))
            return false;
        readings.Pressure(
            new(first, second, Cell(row, mean, pair, isUsable), Cell(row, pulse, pair, isUsable))
        );
        return true;
    }

    /// <summary>120/80, or 120/80/71 with the pulse, in one cell.</summary>
    public bool TrySplit(
        PlannedValue value,
        string cell,
        out WrittenNumber first,
        [NotNullWhen(true)] out ReadingParts? rest
    )
    {
        (first, rest) = (default, null);
        if (
            !PressureCell.TrySplit(cell, out var parts)
            || !cells.TryRead(value, parts[0], out first, out _, out _)
            || !cells.TryRead(value, parts[1], out var second, out _, out _)
        )
            return false;
        WrittenNumber? third =
            parts.Length > 2
            && TableNumber.TryParse(parts[2], plan.DecimalSign, out var beats, out _)
                ? beats
                : null;
        rest = new([second, null, third]);
        return true;
    }

    /// <summary>In mmHg and with a point, where it is a number; as it stands otherwise.</summary>
    private (string Origin, string Cell) Cell(
        TableRow row,
        List<PlannedValue> of,
        int pair,
        bool isUsable
    )
    {
        if (pair >= of.Count)
            return ("", "");
        var value = of[pair];
        var cell = row[value.Index];
        return
            isUsable
            && !CellNumbers.IsNone(cell)
            && cells.TryRead(value, cell, out var number, out _, out _)
            ? (value.Origin, TableCells.Plain(number))
            : (value.Origin, TableCells.AsWords(cell));
    }

    private List<PlannedValue> Of(string kind) => [.. plan.Values.Where(v => v.Kind.Code == kind)];
}
