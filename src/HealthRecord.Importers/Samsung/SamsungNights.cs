using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Samsung;

/// <summary>Rows of nights, and the stages of others.</summary>
internal static class SamsungNights
{
    public static readonly Measure Stage = Measure.Of("sleep-stage");

    /// <summary>The night as a whole: its stages stand in a table of their own and go before it.</summary>
    public static void Read(string name, TableHeader header, TableRow row, RowReadings rows)
    {
        rows.Code(name, Stage, "asleep-unspecified", row[header.Find("start_time")]);
        rows.Number(
            $"{name}/sleep_duration",
            Measure.Of("sleep-total"),
            row[header.Find("sleep_duration")],
            convert: Conversions.MinutesToHours
        );
        rows.Number(
            $"{name}/sleep_score",
            Measure.Of("sleep-score"),
            row[header.Find("sleep_score")]
        );
        rows.Refuse(
            $"{name}/efficiency",
            RefusalReason.UnknownType,
            row[header.Find("efficiency")]
        );
    }

    /// <summary>One source writes 1 to 4 (unconfirmed).</summary>
    public static string? StageOf(string stage) =>
        stage switch
        {
            "40001" or "1" => "awake",
            "40002" or "2" => "light",
            "40003" or "3" => "deep",
            "40004" or "4" => "rem",
            _ => null,
        };
}
