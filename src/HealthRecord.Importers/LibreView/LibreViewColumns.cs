using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.LibreView;

/// <summary>Where the columns stand: by their English names, else by their place, because the names are translated.</summary>
internal sealed class LibreViewColumns(TableHeader header)
{
    private static readonly string[] GlucoseUnits = ["mgdl", "mmoll"];

    public int Device { get; } = Find(header, 0, "Device");
    public int Serial { get; } = Find(header, 1, "Serial Number");
    public int Timestamp { get; } = Find(header, 2, "Device Timestamp");
    public int RecordType { get; } = Find(header, 3, "Record Type");
    public int Historic { get; } =
        Find(header, 4, "Historic Glucose mg/dL", "Historic Glucose mmol/L");
    public int Scan { get; } = Find(header, 5, "Scan Glucose mg/dL", "Scan Glucose mmol/L");
    public int RapidWord { get; } = Find(header, 6, "Non-numeric Rapid-Acting Insulin");
    public int Rapid { get; } = Find(header, 7, "Rapid-Acting Insulin (units)");
    public int FoodWord { get; } = Find(header, 8, "Non-numeric Food");
    public int Carbohydrates { get; } = Find(header, 9, "Carbohydrates (grams)");
    public int Servings { get; } = Find(header, 10, "Carbohydrates (servings)");
    public int LongWord { get; } = Find(header, 11, "Non-numeric Long-Acting Insulin");

    public int Long { get; } =
        Find(header, 12, "Long-Acting Insulin (units)", "Long-Acting Insulin Value (units)");

    public int Strip { get; } = Find(header, 14, "Strip Glucose mg/dL", "Strip Glucose mmol/L");
    public int Ketone { get; } = Find(header, 15, "Ketone mmol/L");

    /// <summary>What the rapid insulin was for: parts of it.</summary>
    public IReadOnlyList<int> RapidParts { get; } =
    [
        Find(header, 16, "Meal Insulin (units)"),
        Find(header, 17, "Correction Insulin (units)"),
        Find(header, 18, "User Change Insulin (units)"),
    ];

    public static bool IsHeader(TableHeader header)
    {
        if (header.Has("Device Timestamp", "Record Type"))
            return true;
        // In another language: two glucose columns in the fifth and sixth place of many.
        const int fewest = 15;
        return header.Count >= fewest && HasUnit(header, 4) && HasUnit(header, 5);
    }

    private static bool HasUnit(TableHeader header, int column) =>
        GlucoseUnits.Any(u =>
            TableHeader.Plain(header.NameOf(column)).EndsWith(u, StringComparison.Ordinal)
        );

    private static int Find(TableHeader header, int place, params ReadOnlySpan<string> names) =>
        header.Has("Device Timestamp") ? header.Find(names) : place;
}
