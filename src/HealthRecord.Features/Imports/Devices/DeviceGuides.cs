namespace HealthRecord.Features.Imports;

/// <summary>A device or app in everyday words, and how to get its file.</summary>
/// <param name="Id">Its texts are under <c>guide.</c> and this name.</param>
/// <param name="Steps">How many steps its texts have.</param>
/// <param name="Tried">A real file was tried; else the steps say that they follow the documentation.</param>
internal sealed record DeviceGuide(string Id, int Steps, bool Tried = false);

/// <summary>What can be imported, in the order in which families own it.</summary>
internal static class DeviceGuides
{
    public static IReadOnlyList<DeviceGuide> All { get; } =
    [
        new("apple", 4, Tried: true),
        new("garmin", 3),
        new("sport", 3, Tried: true),
        new("polar", 3),
        new("fitbit", 3),
        new("google-fit", 3),
        new("health-connect", 3),
        new("samsung", 3),
        new("withings", 3),
        new("oura", 3),
        new("zepp", 3),
        new("omron", 3),
        new("ihealth", 3),
        new("libre", 3),
        new("dexcom", 3, Tried: true),
        new("nightscout", 2),
        new("fhir", 2),
        new("table", 3),
    ];
}
