using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>What the unit of a column says about its kind, and what its numbers say about its unit.</summary>
internal static class UnitGuess
{
    /// <summary>Percent of fat and its mass bear the same name; so do water in the body and water that was drunk.</summary>
    public static Kind ByUnit(Kind kind, string unit) =>
        (kind.Code, UnitWords.Plain(unit)) switch
        {
            ("body-fat", "kg" or "lb" or "lbs") => KindCatalogue.Get("fat-mass"),
            ("fat-mass", "%") => KindCatalogue.Get("body-fat"),
            ("body-water", "kg" or "lb" or "lbs") => KindCatalogue.Get("body-water-mass"),
            ("body-water", "ml" or "l" or "cl") => KindCatalogue.Get("water-intake"),
            _ => kind,
        };

    /// <summary>Where the numbers cannot be in the kind's canonical unit.</summary>
    public static string? ByRange(Kind kind, ColumnSeen seen) =>
        kind.Code switch
        {
            "glucose" or "glucose-interstitial" when seen.Numbers > 0 => seen.Mean < 3 ? "g/L"
            : seen.Mean < 35 ? "mmol/L"
            : null,
            "body-temperature" or "basal-body-temperature" when seen.Mean > 60 => "[degF]",
            "height" when seen.Max is > 0 and < 3 => "m",
            "height" when seen.Max is > 0 and < 90 => "[in_i]",
            "total-cholesterol"
            or "hdl-cholesterol"
            or "ldl-cholesterol"
            or "triglycerides" when seen.Max is > 0 and < 5 => "g/L",
            "distance" when seen.Max is > 0 and < 100 => "km",
            "water-intake" when seen.Max is > 0 and < 10 => "L",
            "systolic" or "diastolic" or "blood-pressure" when seen.Max is > 0 and < 30 => "cm[Hg]",
            _ => null,
        };
}
