using System.Text.Json;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Garmin;

/// <summary>Nights of the account: told by their sums, without where in the night they lie.</summary>
/// <remarks>The time in bed is one reading, each sum another. The recording of a night, where there is one, has the stages.</remarks>
internal static class GarminNights
{
    private static readonly Measure Stage = Measure.Of("sleep-stage");
    private static readonly NumberField Oxygen = NumberField.Of("spo2");
    private static readonly NumberField Score = NumberField.Of("sleep-score");

    private static readonly (string Name, NumberField Field)[] Sums =
    [
        ("deepSleepSeconds", NumberField.Of("sleep-deep", divisor: 3600)),
        ("lightSleepSeconds", NumberField.Of("sleep-light", divisor: 3600)),
        ("remSleepSeconds", NumberField.Of("sleep-rem", divisor: 3600)),
        ("awakeSleepSeconds", NumberField.Of("sleep-awake", divisor: 3600)),
    ];

    public static void Take(Handover handover, JsonElement item, DateOnly day)
    {
        if (
            !IsoTime.TryParse(item.Text("sleepStartTimestampGMT"), out var start)
            || !IsoTime.TryParse(item.Text("sleepEndTimestampGMT"), out var end)
        )
        {
            // The watch lay on the table.
            var isOff = item.Text("sleepWindowConfirmationType") == "OFF_WRIST";
            handover.Refuse(
                "sleep",
                isOff ? RefusalReason.NotAMeasurement : RefusalReason.Date,
                $"{item.Text("sleepWindowConfirmationType")} {day:yyyy-MM-dd}"
            );
            return;
        }
        var where = new Found(
            "sleep",
            Stage,
            GarminExportFormat.Source,
            start.Ms,
            end.Ms,
            Stage.Code("in-bed")
        );
        if (!handover.Take(where))
            return;
        foreach (var (name, field) in Sums)
            handover.Take(where with { Origin = $"sleep/{name}" }, field, item.Text(name));
        handover.Take(
            where with
            {
                Origin = "sleep/averageSPO2",
            },
            Oxygen,
            item.Get("spo2SleepSummary").Get("averageSPO2").Text()
        );
        handover.Take(
            where with
            {
                Origin = "sleep/overallScore",
            },
            Score,
            item.Get("sleepScores").Get("overallScore").Text()
        );
    }
}
