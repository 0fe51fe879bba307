namespace HealthRecord.Domain.Measures;

/// <summary>What stands beside a value for a UCUM code.</summary>
public static class UnitSymbols
{
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
            "[foz_us]" => "fl oz",
            "[iU]" => "UI",
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
