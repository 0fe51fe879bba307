using System.Text.Json;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Withings;

/// <summary>The days of <c>getactivity</c>: totals of a local day in the zone that stands beside them.</summary>
internal static class WithingsActivity
{
    private static readonly (string Name, NumberField Field)[] Totals =
    [
        ("steps", NumberField.Of("steps")),
        ("distance", NumberField.Of("distance", "m")),
        ("calories", NumberField.Of("active-energy", "kcal")),
        // Seconds.
        ("active", NumberField.Of("active-minutes", divisor: 60)),
    ];

    /// <summary>What belongs to the item itself and measures nothing.</summary>
    private static readonly string[] Names = ["modified", "brand", "modelid", "deviceid", "model"];

    public static void Take(
        FormatRun run,
        Handover handover,
        Leftovers unread,
        JsonElement item,
        string? bodyZone
    )
    {
        if (!LocalDay.TryDay(item.Text("date"), out var day))
        {
            handover.Refuse("activity", RefusalReason.Date, item.Text("date"));
            return;
        }
        var zone = WithingsItems.ZoneOf(item, bodyZone);
        var source = WithingsItems.SourceOf(item);
        var (start, end) = LocalDay.Of(day, zone, run.Context.Zones);
        var where = new Found("", Totals[0].Field.Measure, source, start, end, default)
        {
            Zone = zone,
            Identity = new($"withings-activity-{day:yyyy-MM-dd}", item.Whole("modified") ?? 0),
        };
        foreach (var (name, field) in Totals)
            handover.Take(where with { Origin = $"activity/{name}" }, field, item.Text(name));
        foreach (var (name, value) in ((JsonElement?)item).Properties())
            if (
                value.ValueKind == JsonValueKind.Number
                && !Array.Exists(Totals, t => t.Name == name)
                && !Names.Contains(name, StringComparer.Ordinal)
            )
                unread.Add($"activity/{name}");
    }
}
