using System.Text.Json;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Garmin;

/// <summary>Weighings of the account, in grams, each with a number and a version.</summary>
internal static class GarminBody
{
    private static readonly (string Name, NumberField Field)[] Fields =
    [
        // Grams.
        ("weight", NumberField.Of("body-weight", "g")),
        ("bodyFat", NumberField.Of("body-fat")),
        ("bodyWater", NumberField.Of("body-water")),
        ("boneMass", NumberField.Of("bone-mass", "kg", shift: -3)),
        ("muscleMass", NumberField.Of("muscle-mass", "kg", shift: -3)),
    ];

    public static void Take(Handover handover, JsonElement item, JsonElement weight)
    {
        if (!IsoTime.TryParse(weight.Text("timestampGMT"), out var at))
        {
            handover.Refuse("weight/weight", RefusalReason.Date, weight.Text("timestampGMT"));
            return;
        }
        var meta = item.Get("metaData");
        var device = weight.Text("sourceType");
        var where = new Found(
            "",
            Fields[0].Field.Measure,
            device is { Length: > 0 and < 60 }
                ? GarminExportFormat.Source with
                {
                    Name = $"Garmin {device}",
                }
                : GarminExportFormat.Source,
            at.Ms,
            at.Ms,
            default
        )
        {
            Identity = meta.Get("sequence").Text() is { Length: < 40 } sequence
                ? new($"garmin-biometrics-{sequence}", item.Whole("version") ?? 0)
                : null,
        };
        foreach (var (name, field) in Fields)
            handover.Take(where with { Origin = $"weight/{name}" }, field, weight.Text(name));
    }
}
