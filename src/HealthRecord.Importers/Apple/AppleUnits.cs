using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Apple;

/// <summary>How a value in one of Apple's units is written in one of the kind's: times a whole number, and a shift of the decimal point.</summary>
/// <param name="Text">As the file has it.</param>
/// <param name="Factor">Exact: a unit without an exact decimal factor is refused.</param>
internal sealed record AppleUnit(string Text, Unit Unit, long Factor, int Shift)
{
    /// <summary>The number changes, not only the name of its unit.</summary>
    public bool Converts => Factor != 1 || (Shift != 0 && Text != "%");

    /// <summary>How many values were converted.</summary>
    public long Count { get; set; }
}

/// <summary>Apple's names of units. The value stays as written wherever the kind knows the same unit.</summary>
internal static class AppleUnits
{
    private static readonly ILookup<string, Way> Ways = new Way[]
    {
        new("count/min", "/min"),
        new("count/s", "/min", 60),
        new("count/hr", "/h"),
        new("kg", "kg"),
        new("g", "g"),
        new("g", "kg", 1, -3),
        new("lb", "[lb_av]"),
        new("oz", "[lb_av]", 625, -4),
        new("st", "[stone_av]"),
        new("st", "[lb_av]", 14),
        new("cm", "cm"),
        new("cm", "m", 1, -2),
        new("mm", "cm", 1, -1),
        new("m", "m"),
        new("m", "cm", 1, 2),
        new("km", "km"),
        new("km", "m", 1, 3),
        new("mi", "[mi_i]"),
        new("mi", "m", 1_609_344, -3),
        new("yd", "m", 9144, -4),
        new("in", "[in_i]"),
        new("ft", "[ft_i]"),
        new("ft", "[in_i]", 12),
        new("ft", "m", 3048, -4),
        new("kcal", "kcal"),
        new("Cal", "kcal"),
        new("cal", "kcal", 1, -3),
        new("kJ", "kJ"),
        new("J", "kJ", 1, -3),
        // A fraction of one: 0.97 is 97 %.
        new("%", "%", 1, 2),
        new("degC", "Cel"),
        new("degF", "[degF]"),
        new("mmHg", "mm[Hg]"),
        new("ms", "ms"),
        new("s", "ms", 1, 3),
        new("s", "s"),
        new("min", "min"),
        new("hr", "min", 60),
        new("hr", "h"),
        new("mg/dL", "mg/dL"),
        new("mmol/L", "mmol/L"),
        new("mL/min·kg", "mL/min/kg"),
        new("mL/(kg*min)", "mL/min/kg"),
        new("ml/kg*min", "mL/min/kg"),
        new("L/min", "L/min"),
        new("L", "L"),
        new("mL", "mL"),
        new("mL", "L", 1, -3),
        new("L", "mL", 1, 3),
        new("fl_oz_us", "[foz_us]"),
        new("cup_us", "[foz_us]", 8),
        new("pt_us", "[foz_us]", 16),
        new("fl_oz_imp", "mL", 284_130_625, -7),
        new("pt_imp", "mL", 56_826_125, -5),
        new("IU", "[iU]"),
        new("dBASPL", "dB[SPL]"),
        new("m/s", "m/s"),
        new("km/hr", "km/h"),
        new("mi/hr", "[mi_i]/h"),
        new("count", "{steps}"),
        new("count", "{floors}"),
        new("count", "{count}"),
        new("count", "{flag}"),
    }.ToLookup(w => w.Apple, StringComparer.Ordinal);

    /// <returns>Null when the kind has no such unit and no exact way leads to one that it has.</returns>
    public static AppleUnit? Find(string text, Kind? kind, bool countIsUnit)
    {
        if (kind is null || kind.Units.Count == 0)
            return null;
        if (countIsUnit && string.Equals(text, "count", StringComparison.Ordinal))
            return new(text, kind.Canonical, 1, 0);
        // The molar mass stands inside the unit: mmol<180.1558800000541>/L.
        var plain =
            text.StartsWith("mmol<", StringComparison.Ordinal)
            && text.EndsWith(">/L", StringComparison.Ordinal)
                ? "mmol/L"
                : text;
        foreach (var way in Ways[plain])
        {
            if (kind.Units.FirstOrDefault(u => Same(u.Ucum, way.Ucum)) is { } unit)
                return new(text, unit, way.Factor, way.Shift);
        }
        return null;
    }

    private static bool Same(string one, string other) =>
        string.Equals(one, other, StringComparison.Ordinal);

    private sealed record Way(string Apple, string Ucum, long Factor = 1, int Shift = 0);
}
