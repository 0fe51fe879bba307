namespace HealthRecord.Domain.Measures;

/// <summary>What stands beside a value for a UCUM code.</summary>
public static class UnitSymbols
{
    private const string International = "[iU]";

    /// <summary>The symbol of a language; only the international unit has two.</summary>
    public static string Of(Unit unit, bool french) =>
        french && string.Equals(unit.Ucum, International, StringComparison.Ordinal)
            ? "UI"
            : unit.Symbol;

    /// <summary>Empty for pure counts and scores; the code itself where it reads well.</summary>
    public static string Of(string ucum) =>
        ucum switch
        {
            "mm[Hg]" => "mmHg",
            "Cel" => "°C",
            "[degF]" => "°F",
            "[lb_av]" => "lb",
            "[in_i]" => "in",
            "[mi_i]" => "mi",
            "[mi_i]/h" => "mi/h",
            "[foz_us]" => "fl oz",
            International => "IU",
            "Ohm" => "Ω",
            "uV" => "µV",
            "dB[SPL]" => "dB",
            "kg/m2" => "kg/m²",
            "kcal/d" => "kcal/24 h",
            "a" => "",
            _ when ucum.StartsWith('{') => "",
            _ => ucum,
        };
}
