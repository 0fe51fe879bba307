using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Zepp;

/// <summary>The rows of nights: from when to when, and how long its parts were. The parts lie in a table of minutes.</summary>
internal static class ZeppNights
{
    public static readonly Measure Stage = Measure.Of("sleep-stage");

    private static readonly (string Column, Measure Measure)[] Night =
    [
        ("deepSleepTime", Measure.Of("sleep-deep")),
        ("shallowSleepTime", Measure.Of("sleep-light")),
        ("REMTime", Measure.Of("sleep-rem")),
        ("wakeTime", Measure.Of("sleep-awake")),
    ];

    public static void Read(
        TableHeader header,
        TableRow row,
        RowReadings rows,
        TableTimes times,
        SourceKey source
    )
    {
        var (start, stop) = (row[header.Find("start")], row[header.Find("stop")]);
        if (row.IsCut)
            rows.Unusable(RefusalReason.Incomplete, null, row.Line);
        else if (!times.TryParse(start, out var from) || !times.TryParse(stop, out var to))
            rows.Unusable(RefusalReason.Date, $"{start} {stop}", row.Line);
        // A day without a night has a row all the same.
        else if (from == to)
            rows.Unusable(RefusalReason.Sentinel, null, row.Line);
        else
            rows.At(source, times.MsOf("", from), times.MsOf("", to), null, row.Line);
        rows.Code("SLEEP", Stage, "asleep-unspecified", $"{start} {stop}");
        foreach (var (column, measure) in Night)
            rows.Number(
                $"SLEEP/{column}",
                measure,
                row[header.Find(column)],
                convert: Conversions.MinutesToHours
            );
        rows.Refuse("SLEEP/naps", RefusalReason.UnknownType, row[header.Find("naps")]);
    }

    public static string? StageOf(string stage) =>
        stage.ToUpperInvariant() switch
        {
            "LIGHT" => "light",
            "DEEP" => "deep",
            "REM" => "rem",
            "WAKE" or "AWAKE" => "awake",
            _ => null,
        };
}
