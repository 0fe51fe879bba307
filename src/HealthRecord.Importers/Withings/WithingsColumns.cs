using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Withings;

/// <summary>The columns of the tables of measurements, and which table has which.</summary>
internal static class WithingsColumns
{
    public const string Weight = "Weight";
    public const string Systolic = "Systolic";
    public const string Height = "Height";
    public const string Value = "Value";

    /// <summary>English as documented; French names are unconfirmed.</summary>
    public static readonly (string[] Names, string Kind)[] Masses =
    [
        (["Weight", "Poids"], "body-weight"),
        (["Fat mass", "Masse grasse"], "fat-mass"),
        (["Bone mass", "Masse osseuse"], "bone-mass"),
        (["Muscle mass", "Masse musculaire"], "muscle-mass"),
        (["Hydration", "Hydratation"], "body-water-mass"),
    ];

    public static readonly string[] OfNights = ["from", "to"];
    public static readonly string[] Date = ["Date"];
    public static readonly string[] SystolicNames = [Systolic, "Systolique"];
    public static readonly string[] DiastolicNames = ["Diastolic", "Diastolique"];
    public static readonly string[] PulseNames = ["Heart rate", "Fréquence cardiaque"];
    public static readonly string[] HeightNames = [Height, "Taille"];

    /// <param name="name">Of a member of an archive that is known to be ours; empty where the columns have to say it all.</param>
    public static string? KindOf(TableHeader header, string name)
    {
        if (header.Has(OfNights) && header.Has("light (s)", "deep (s)"))
            return OfNights[0];
        if (header.Find("Date") != 0)
            return null;
        if (header.Find(Masses[0].Names) == 1 && header.Find(Masses[1].Names) == 2)
            return Weight;
        if (
            header.Find(PulseNames) == 1
            && header.Find(SystolicNames) == 2
            && header.Find(DiastolicNames) == 3
        )
            return Systolic;
        if (IsNamed(name, "height") && header.Find(HeightNames) == 1)
            return Height;
        return IsNamed(name, "spo2") && header.Find(Value) == 1 ? Value : null;
    }

    private static bool IsNamed(string file, string start) =>
        file.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
