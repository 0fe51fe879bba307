using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Samsung;

/// <summary>The workouts: a total that makes no sense is left out; the workout stays.</summary>
internal sealed class SamsungExercises(FormatRun run, Handover handover, SamsungSources sources)
{
    /// <summary>Workouts are held until the commit.</summary>
    private const int Most = 100_000;

    /// <summary>A day and a half: what is longer was never stopped.</summary>
    private const double LongestMs = 129_600_000;

    public void Read(string name, TableReader table)
    {
        var (taken, leftOut) = (0, 0);
        while (table.Read() is { } row)
        {
            run.Stop.ThrowIfCancellationRequested();
            if (taken >= Most)
                leftOut++;
            else if (Workout(name, table.Header, row) is { } workout && handover.Take(workout))
                taken++;
        }
        if (leftOut > 0)
            run.Warn(Warnings.TooManyWorkouts, leftOut);
    }

    private IncomingWorkout? Workout(string name, TableHeader header, TableRow row)
    {
        var start = row[header.Find("start_time")];
        if (row.IsCut || row.Overflows(header))
            return Refused(name, RefusalReason.Incomplete, null, row);
        if (!SamsungTimes.TryParse(start, out var from))
            return Refused(name, RefusalReason.Date, start, row);
        if (Length(header, row, from) is not { } length)
            return Refused(name, RefusalReason.Incomplete, null, row);
        var id = row[header.Find("datauuid")];
        return new(
            sources.Of(row[header.Find("deviceuuid")]),
            ActivityOf(row[header.Find("exercise_type")]),
            from,
            length,
            [
                .. Total("distance", "sum", row[header.Find("distance")], "m"),
                .. Total("active-energy", "sum", row[header.Find("calorie")], "kcal"),
                .. Total("heart-rate", "mean", row[header.Find("mean_heart_rate")], "/min"),
                .. Total("heart-rate", "max", row[header.Find("max_heart_rate")], "/min"),
            ],
            SamsungTimes.ZoneOf(row[header.Find("time_offset")]),
            id.Length is 0 or > 100
                ? null
                : new(
                    id,
                    SamsungTimes.TryParse(row[header.Find("update_time")], out var version)
                        ? version
                        : 0
                ),
            name,
            row.Line
        );
    }

    /// <summary>From start to end; of a workout without an end its duration, in milliseconds.</summary>
    private static long? Length(TableHeader header, TableRow row, long from)
    {
        if (SamsungTimes.TryParse(row[header.Find("end_time")], out var to))
            return to - from is >= 0 and <= (long)LongestMs ? to - from : null;
        return
            CellNumbers.TryParse(row[header.Find("duration")], false, out var ms)
            && ms.ToDouble() is >= 0 and <= LongestMs
            ? (long)ms.ToDouble()
            : null;
    }

    private IncomingWorkout? Refused(string name, RefusalReason reason, string? text, TableRow row)
    {
        handover.Refuse(name, reason, text, row.Line);
        return null;
    }

    private static IEnumerable<WorkoutTotal> Total(
        string kind,
        string figure,
        string cell,
        string unit
    ) =>
        CellNumbers.TryParse(cell, false, out var number) && number.Digits > 0
            ? [new(kind, figure, number, unit)]
            : [];

    /// <summary>The producer's codes; others keep their number.</summary>
    private static string ActivityOf(string type) =>
        type switch
        {
            "1001" => "walking",
            "1002" => "running",
            "11007" => "cycling",
            "13001" => "hiking",
            "14001" => "swimming",
            "" => "Samsung",
            _ => $"Samsung {type[..Math.Min(type.Length, 8)]}",
        };
}
