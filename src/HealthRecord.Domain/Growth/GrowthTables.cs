using System.Globalization;

namespace HealthRecord.Domain.Growth;

/// <summary>The growth tables of the World Health Organization, read from their one data file.</summary>
/// <remarks>
/// Lines <c>indicator,sex,axis,x,L,M,S</c>; the axis is <c>day</c> (0 to 1826), <c>month</c> (whole months from 60 on) or <c>mm</c>.
/// Between whole months L, M and S are interpolated each on its own; days and millimetres have a row each.
/// </remarks>
public sealed class GrowthTables
{
    /// <summary>Up to this day ages are looked up by day, after it by month.</summary>
    public const int LastDayOfDays = 1826;

    /// <summary>Mean length of a month, as the tables count.</summary>
    public const double DaysPerMonth = 30.4375;

    private readonly Dictionary<(GrowthIndicator, GrowthSex, Axis), SortedList<int, Lms>> tables =
    [];

    private GrowthTables() { }

    private enum Axis
    {
        Day,
        Month,
        Millimetre,
    }

    /// <exception cref="FormatException">A line is not one of a growth table; the message names it.</exception>
    public static GrowthTables Read(TextReader text)
    {
        var read = new GrowthTables();
        var number = 1;
        for (var line = text.ReadLine(); line is not null; line = text.ReadLine(), number++)
        {
            if (
                line.Length == 0
                || line[0] == '#'
                || line.StartsWith("indicator", StringComparison.Ordinal)
            )
                continue;
            if (!read.Add(line.Split(',')))
                throw new FormatException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Line {number} is not a row of a growth table."
                    )
                );
        }
        return read;
    }

    /// <summary>The row for an age, or null beyond the table.</summary>
    /// <param name="days">Completed days since birth.</param>
    public Lms? AtAge(GrowthIndicator indicator, GrowthSex sex, int days)
    {
        if (days <= LastDayOfDays)
            return Row(indicator, sex, Axis.Day, days);
        return AtMonths(indicator, sex, days / DaysPerMonth);
    }

    /// <summary>The row for an age in months, from 60 on, between whole months interpolated; null beyond the table.</summary>
    public Lms? AtMonths(GrowthIndicator indicator, GrowthSex sex, double months)
    {
        var whole = (int)Math.Floor(months);
        if (Row(indicator, sex, Axis.Month, whole) is not { } row)
            return null;
        var part = months - whole;
        return part == 0 ? row
            : Row(indicator, sex, Axis.Month, whole + 1) is { } next ? row.Towards(next, part)
            : null;
    }

    /// <summary>The row for a length (lying) or height (standing) in centimetres, to the millimetre; null outside the table.</summary>
    public Lms? AtSize(GrowthIndicator indicator, GrowthSex sex, double centimetres)
    {
        var millimetres = centimetres * 10;
        var below = (int)Math.Floor(millimetres + 1e-9);
        if (Row(indicator, sex, Axis.Millimetre, below) is not { } row)
            return null;
        var part = millimetres - below;
        return part < 1e-6 ? row
            : Row(indicator, sex, Axis.Millimetre, below + 1) is { } next ? row.Towards(next, part)
            : null;
    }

    private Lms? Row(GrowthIndicator indicator, GrowthSex sex, Axis axis, int x) =>
        tables.TryGetValue((indicator, sex, axis), out var rows) && rows.TryGetValue(x, out var row)
            ? row
            : null;

    private bool Add(string[] cells)
    {
        if (
            cells.Length != 7
            || IndicatorOf(cells[0]) is not { } indicator
            || AxisOf(cells[2]) is not { } axis
            || cells[1] is not ("F" or "M")
            || !int.TryParse(cells[3], NumberStyles.None, CultureInfo.InvariantCulture, out var x)
            || !Number(cells[4], out var l)
            || !Number(cells[5], out var m)
            || !Number(cells[6], out var s)
            || m <= 0
            || s <= 0
        )
            return false;
        var key = (indicator, cells[1] == "F" ? GrowthSex.Female : GrowthSex.Male, axis);
        if (!tables.TryGetValue(key, out var rows))
            tables[key] = rows = [];
        return rows.TryAdd(x, new(l, m, s));
    }

    private static bool Number(string text, out double number) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out number
        ) && double.IsFinite(number);

    private static GrowthIndicator? IndicatorOf(string name) =>
        name switch
        {
            "wfa" => GrowthIndicator.WeightForAge,
            "lhfa" => GrowthIndicator.LengthForAge,
            "bfa" => GrowthIndicator.BodyMassIndexForAge,
            "hcfa" => GrowthIndicator.HeadForAge,
            "wfl" => GrowthIndicator.WeightForLength,
            "wfh" => GrowthIndicator.WeightForHeight,
            _ => null,
        };

    private static Axis? AxisOf(string name) =>
        name switch
        {
            "day" => Axis.Day,
            "month" => Axis.Month,
            "mm" => Axis.Millimetre,
            _ => null,
        };
}
