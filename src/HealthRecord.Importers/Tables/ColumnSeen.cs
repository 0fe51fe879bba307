using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>What stands in the cells of one column, told without keeping them.</summary>
internal sealed class ColumnSeen
{
    private const double EarliestSecond = 631_152_000; // 1990
    private const double LatestSecond = 4_102_444_800; // 2100

    public long Filled { get; private set; }
    public long Numbers { get; private set; }
    public long Pairs { get; private set; }
    public long Dates { get; private set; }
    public long Moments { get; private set; }
    public long Clocks { get; private set; }
    public long Epochs { get; private set; }
    public long OnlyDayFirst { get; private set; }
    public long OnlyMonthFirst { get; private set; }
    public bool NeedsOrder { get; private set; }
    public bool HasHalfDay { get; private set; }
    public long Commas { get; private set; }
    public long Points { get; private set; }
    public double Min { get; private set; } = double.MaxValue;
    public double Max { get; private set; } = double.MinValue;
    public double Sum { get; private set; }

    /// <summary>The first unit that stands behind a number.</summary>
    public string Unit { get; private set; } = "";

    public double Mean => Numbers == 0 ? 0 : Sum / Numbers;

    public void Add(string cell)
    {
        if (CellNumbers.IsNone(cell))
            return;
        Filled++;
        if (AddTime(cell))
            return;
        if (PressureCell.TrySplit(cell, out var parts))
        {
            Pairs++;
            Commas += cell.Contains(',') ? 1 : 0;
            Points += cell.Contains('.') ? 1 : 0;
            if (TableNumber.TryParse(parts[0], SignOf(parts[0]), out var first, out _))
                Max = Math.Max(Max, first.ToDouble());
            return;
        }
        var sign = SignOf(cell);
        if (!TableNumber.TryParse(cell, sign, out var number, out var unit))
            return;
        if (unit.Length > 0 && unit.Length > 12)
            return;
        Numbers++;
        if (Unit.Length == 0)
            Unit = unit;
        if (sign == ',')
            Commas++;
        else if (cell.Contains('.'))
            Points++;
        var value = number.ToDouble();
        (Min, Max, Sum) = (Math.Min(Min, value), Math.Max(Max, value), Sum + value);
        if (
            value
            is (>= EarliestSecond and <= LatestSecond)
                or (>= EarliestSecond * 1000 and <= LatestSecond * 1000)
        )
            Epochs++;
    }

    /// <summary>Of a single number: a comma with other than three digits behind it is no group.</summary>
    private static char SignOf(string cell)
    {
        var comma = cell.LastIndexOf(',');
        if (comma < 0)
            return '.';
        if (cell.IndexOf('.') > comma)
            return '.';
        var behind = 0;
        while (comma + behind + 1 < cell.Length && char.IsAsciiDigit(cell[comma + behind + 1]))
            behind++;
        return behind == 3 && cell.IndexOf('.') < 0 ? '.' : ',';
    }

    private bool AddTime(string cell)
    {
        var isDay = TimeText.TryParse(cell, DateOrder.DayFirst, out var day);
        var isMonth = TimeText.TryParse(cell, DateOrder.MonthFirst, out var month);
        if (!isDay && !isMonth)
        {
            if (!IsClock(cell, out var hasHalf))
                return false;
            Clocks++;
            HasHalfDay |= hasHalf;
            return true;
        }
        var time = isDay ? day : month;
        if (time.HasTime)
            Moments++;
        else
            Dates++;
        HasHalfDay |= time.HasHalfDay;
        if (!time.NeedsOrder)
            return true;
        NeedsOrder = true;
        if (!isMonth)
            OnlyDayFirst++;
        if (!isDay)
            OnlyMonthFirst++;
        return true;
    }

    /// <summary>A time of day and nothing else.</summary>
    public static bool IsClock(string cell, out bool hasHalfDay)
    {
        hasHalfDay = false;
        const int longest = 14;
        if (cell.Length > longest || cell.AsSpan().IndexOfAny(":hH") < 0)
            return false;
        if (
            !TimeText.TryParse($"2000-01-01 {cell}", DateOrder.DayFirst, out var time)
            || !time.HasTime
        )
            return false;
        hasHalfDay = time.HasHalfDay;
        return true;
    }
}
