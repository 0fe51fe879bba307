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
}

/// <summary>What a file of the takeout holds, by its first characters.</summary>
internal static class FitbitShapes
{
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
        // These say nothing of themselves but their name.
        return file.Name.StartsWith("steps-", StringComparison.OrdinalIgnoreCase)
                ? FitbitShape.Steps
            : file.Name.StartsWith("distance-", StringComparison.OrdinalIgnoreCase)
                ? FitbitShape.Distance
            : FitbitShape.None;
    }

    public static bool LiesInTakeout(SourceFile file) =>
        file.IsUnder("Fitbit")
        || file.IsUnder("Google Health")
        || file.IsUnder("Global Export Data")
        || file.Path.Contains("_GoogleData/", StringComparison.OrdinalIgnoreCase);

    private static bool Has(string start, string field) =>
        start.Contains($"\"{field}\"", StringComparison.Ordinal);
}
