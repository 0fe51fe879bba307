using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Dexcom;

/// <summary>Where the columns stand: by their English names, else by their place, because the names are translated (unconfirmed).</summary>
internal sealed class ClarityColumns(TableHeader header)
{
    private const int GlucosePlace = 7;

    public int Timestamp { get; } = Find(header, 1, "Timestamp");
    public int EventType { get; } = Find(header, 2, "Event Type");
    public int Subtype { get; } = Find(header, 3, "Event Subtype");
    public int PatientInfo { get; } = Find(header, 4, "Patient Info");
    public int DeviceInfo { get; } = Find(header, 5, "Device Info");
    public int DeviceId { get; } = Find(header, 6, "Source Device ID");
    public int Glucose { get; } = Find(header, GlucosePlace, "Glucose Value");
    public int Insulin { get; } = Find(header, 8, "Insulin Value");
    public int Carbohydrates { get; } = Find(header, 9, "Carb Value");
    public int Duration { get; } = Find(header, 10, "Duration");

    /// <summary>Of the glucose column's name; null where none stands there.</summary>
    public string? Unit { get; } =
        TableHeader.Plain(header.NameOf(Find(header, GlucosePlace, "Glucose Value"))) switch
        {
            var name when name.Contains("mmoll", StringComparison.Ordinal) => "mmol/L",
            var name when name.Contains("mgdl", StringComparison.Ordinal) => "mg/dL",
            _ => null,
        };

    public static bool IsHeader(TableHeader header)
    {
        if (header.Has("Event Type", "Event Subtype", "Glucose Value"))
            return true;
        const int fewest = 12;
        return header.Count >= fewest
            && header.Find("Index") == 0
            && TableHeader.Plain(header.UnitOf(GlucosePlace)) is "mgdl" or "mmoll";
    }

    private static int Find(TableHeader header, int place, string name) =>
        header.Has("Event Type", "Glucose Value") ? header.Find(name) : place;
}
