using System.Text.RegularExpressions;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;

namespace HealthRecord.Importers.Fitbit;

internal enum FitbitShape
{
    None,
    HeartRate,
    Resting,
    Steps,
    Distance,
    Weight,
    Sleep,
    Exercise,
    Table,

    /// <summary>Numbers of minutes that say nothing of themselves, alone and renamed: steps, metres or anything else.</summary>
    Unnamed,
}

/// <summary>What a file of the takeout holds, by its first characters.</summary>
internal static partial class FitbitShapes
{
    /// <summary>Of the same shape, and nothing that is kept: who calls a file so is not asked.</summary>
    private static readonly string[] Others =
    [
        "calories",
        "altitude",
        "sedentary_minutes",
        "lightly_active_minutes",
        "moderately_active_minutes",
        "very_active_minutes",
    ];

    public static FitbitShape Of(SourceFile file)
    {
        var start = file.Head.Start;
        if (file.Head.Signature == Signature.Text)
            return FitbitTable.Of(file) is null ? FitbitShape.None : FitbitShape.Table;
        if (file.Head.Signature != Signature.Json || start[0] != '[')
            return FitbitShape.None;
        if (Has(start, "logId"))
            return Has(start, "dateOfSleep") ? FitbitShape.Sleep
                : Has(start, "bmi") && Has(start, "weight") ? FitbitShape.Weight
                : Has(start, "activityTypeId") || Has(start, "activityName") ? FitbitShape.Exercise
                : FitbitShape.None;
        if (!Has(start, "dateTime") || !Has(start, "value"))
            return FitbitShape.None;
        if (Has(start, "bpm") && Has(start, "confidence"))
            return FitbitShape.HeartRate;
        if (Has(start, "error") && Has(start, "date"))
            return FitbitShape.Resting;
        return Minutes().IsMatch(start) ? MinutesOf(file) : FitbitShape.None;
    }

    /// <summary>These say nothing of themselves but their name; alone, who renamed them is asked.</summary>
    private static FitbitShape MinutesOf(SourceFile file) =>
        IsCalled(file, "steps") ? FitbitShape.Steps
        : IsCalled(file, "distance") ? FitbitShape.Distance
        : file.IsMember || Others.Any(o => IsCalled(file, o)) ? FitbitShape.None
        : FitbitShape.Unnamed;

    public static bool LiesInTakeout(SourceFile file) =>
        file.IsUnder("Fitbit")
        || file.IsUnder("Google Health")
        || file.IsUnder("Global Export Data")
        || file.Path.Contains("_GoogleData/", StringComparison.OrdinalIgnoreCase);

    private static bool IsCalled(SourceFile file, string what) =>
        file.CalledName.StartsWith($"{what}-", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        """^\[\s*\{\s*"dateTime"\s*:\s*"\d\d/\d\d/\d\d \d\d:\d\d:\d\d"\s*,\s*"value"\s*:\s*"?-?\d""",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Minutes();

    private static bool Has(string start, string field) =>
        start.Contains($"\"{field}\"", StringComparison.Ordinal);
}
