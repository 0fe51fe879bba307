using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Zepp;

/// <summary>The workouts: type, start, length and totals. A total that makes no sense is left out; the workout stays.</summary>
internal sealed class ZeppSports(FormatRun run, Handover handover, SourceKey source)
{
    private const string Origin = "SPORT";

    /// <summary>Workouts are held until the commit.</summary>
    private const int Most = 100_000;

    /// <summary>A day and a half: what is longer was never stopped.</summary>
    private const double LongestSeconds = 129_600;

    public void Read(SourceFile file)
    {
        using var table = TableReader.Open(file);
        if (!table.FindHeader(ZeppTable.Sport.Columns))
            return;
        var header = table.Header;
        var (taken, leftOut) = (0, 0);
        while (table.Read() is { } row)
        {
            run.Stop.ThrowIfCancellationRequested();
            var start = row[header.Find("startTime")];
            var length = row[header.Find("sportTime(s)")];
            if (row.IsCut)
                handover.Refuse(Origin, RefusalReason.Incomplete, null, row.Line);
            else if (
                !TimeText.TryParse(start, DateOrder.DayFirst, out var time) || time.Offset is null
            )
                handover.Refuse(Origin, RefusalReason.Date, start, row.Line);
            else if (
                !CellNumbers.TryParse(length, false, out var seconds)
                || seconds.ToDouble() is not (>= 0 and <= LongestSeconds)
            )
                handover.Refuse(Origin, RefusalReason.NotANumber, length, row.Line);
            else if (taken >= Most)
                leftOut++;
            else if (
                handover.Take(
                    new IncomingWorkout(
                        source,
                        ActivityOf(row[header.Find("type")]),
                        time.Ms,
                        (long)(seconds.ToDouble() * 1000),
                        [
                            .. Total("distance", row[header.Find("distance(m)")], "m"),
                            .. Total("active-energy", row[header.Find("calories(kcal)")], "kcal"),
                        ],
                        null,
                        null,
                        Origin,
                        row.Line
                    )
                )
            )
                taken++;
        }
        if (leftOut > 0)
            run.Warn(Warnings.TooManyWorkouts, leftOut);
    }

    /// <summary>Minus one and zero are how the file writes that nothing was measured.</summary>
    private static IEnumerable<WorkoutTotal> Total(string kind, string cell, string unit) =>
        CellNumbers.TryParse(cell, false, out var number) && number.Digits > 0
            ? [new(kind, "sum", number, unit)]
            : [];

    /// <summary>The codes are not documented by the producer: only those that many files agree on (unconfirmed).</summary>
    private static string ActivityOf(string type) =>
        type switch
        {
            "1" or "8" => "running",
            "6" => "walking",
            "9" or "10" => "cycling",
            "14" or "15" => "swimming",
            _ => $"Zepp {(type.Length is > 0 and <= 8 ? type : "?")}",
        };
}
