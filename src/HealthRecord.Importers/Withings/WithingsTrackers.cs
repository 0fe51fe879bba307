using System.Diagnostics.CodeAnalysis;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Withings;

/// <summary>Reads what trackers wrote: <c>raw_*</c> with a list of values for a list of intervals, <c>aggregates_*</c> with a value a day.</summary>
/// <remarks>Each value of a list is a record of its own. Sleep states: 0 awake, 1 light, 2 deep, 3 REM.</remarks>
internal sealed class WithingsTrackers(FormatRun run, string code)
{
    private const string Aggregates = "aggregates_";
    private const string Raw = "raw_";

    /// <summary>What stands behind the last underscore of a name, or behind the first of an aggregate.</summary>
    private static readonly Dictionary<string, Measure> Measures = new(StringComparer.Ordinal)
    {
        ["steps"] = Measure.Of("steps"),
        ["distance"] = Measure.Of("distance", "m"),
        ["calories-earned"] = Measure.Of("active-energy"),
        ["calories-passive"] = Measure.Of("resting-energy"),
        ["hr"] = Measure.Of("heart-rate"),
        ["spo2"] = Measure.Of("spo2"),
        ["respiratory-rate"] = Measure.Of("respiratory-rate"),
        ["sleep-state"] = Measure.Of("sleep-stage"),
    };

    private static readonly string[] States = ["awake", "light", "deep", "rem"];

    private readonly Handover handover = new(run.Context, run.Sink);

    public static bool IsTracker(SourceFile file)
    {
        var isRaw = file.Name.StartsWith(Raw, StringComparison.OrdinalIgnoreCase);
        return (isRaw || file.Name.StartsWith(Aggregates, StringComparison.OrdinalIgnoreCase))
            && HeadLines.Rows(file.Head) is [var first, ..]
            && new TableHeader(first.Cells).Has(
                isRaw ? ["start", "duration", "value"] : ["date", "value"]
            );
    }

    /// <returns>False when it is another table, or one that nobody has a kind for.</returns>
    public bool Read(SourceFile file)
    {
        if (!IsTracker(file) || !TryMeasure(file.Name, out var measure))
            return false;
        using var table = TableReader.Open(file);
        if (table.Read() is not { } first)
            return true;
        table.TakeHeader(first);
        var rows = new RowReadings(handover, table.Delimiter == ';');
        var isRaw = file.Name.StartsWith(Raw, StringComparison.OrdinalIgnoreCase);
        var source = new SourceKey(code, NameOf(file.Name));
        while (table.Read() is { } row)
        {
            run.Stop.ThrowIfCancellationRequested();
            if (isRaw)
                ReadIntervals(file.Name, measure, source, table.Header, row, rows);
            else
                ReadDay(file.Name, measure, source, table.Header, row, rows);
        }
        return true;
    }

    private void ReadIntervals(
        string origin,
        Measure measure,
        SourceKey source,
        TableHeader header,
        TableRow row,
        RowReadings rows
    )
    {
        var start = row[header.Find("start")];
        var durations = ListOf(row[header.Find("duration")]);
        var values = ListOf(row[header.Find("value")]);
        var isWhole = !row.IsCut && durations.Length == values.Length;
        var isTime = TimeText.TryParse(start, DateOrder.DayFirst, out var time);
        if (isTime && (time.Offset is null || !time.HasTime))
            isTime = false;
        var at = isTime ? time.Ms : 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!isWhole)
                rows.Unusable(RefusalReason.Incomplete, null, row.Line);
            else if (!isTime)
                rows.Unusable(RefusalReason.Date, start, row.Line);
            else if (!TrySeconds(durations[i], out var seconds))
            {
                // Where one interval is unknown, so are the places of those behind it.
                rows.Unusable(RefusalReason.Incomplete, durations[i], row.Line);
                isWhole = false;
            }
            else
            {
                rows.At(source, at, at + (seconds * 1000), time.Zone, row.Line);
                at += seconds * 1000;
            }
            if (measure.Unit is null)
                rows.Code(origin, measure, StateOf(values[i]), values[i]);
            else
                rows.Number(origin, measure, values[i], zeroIsNone: !IsAmount(measure));
        }
    }

    private void ReadDay(
        string origin,
        Measure measure,
        SourceKey source,
        TableHeader header,
        TableRow row,
        RowReadings rows
    )
    {
        var date = row[header.Find("date")];
        if (row.IsCut || row.Overflows(header))
            rows.Unusable(RefusalReason.Incomplete, null, row.Line);
        else if (!TimeText.TryParse(date, DateOrder.DayFirst, out var day) || day.NeedsOrder)
            rows.Unusable(RefusalReason.Date, date, row.Line);
        else
            rows.At(source, StartOf(day, 0), StartOf(day, 1), null, row.Line);
        rows.Number(origin, measure, row[header.Find("value")]);
    }

    private long StartOf(WrittenTime day, int later) =>
        (long)
            (
                run.Context.Zones.StartUtcOf(DateOnly.FromDateTime(day.Local).AddDays(later))
                - DateTime.UnixEpoch
            ).TotalMilliseconds;

    private static bool TryMeasure(string file, [NotNullWhen(true)] out Measure? measure)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(file).ToLowerInvariant();
        var what = name.StartsWith(Aggregates, StringComparison.Ordinal)
            ? name[Aggregates.Length..].Replace('_', '-')
            : name[(name.LastIndexOf('_') + 1)..];
        return Measures.TryGetValue(what, out measure);
    }

    /// <summary>A mat under the mattress is another device than what is worn.</summary>
    private static string NameOf(string file) =>
        file.Contains("bed", StringComparison.OrdinalIgnoreCase)
        || file.Contains("sleep-monitor", StringComparison.OrdinalIgnoreCase)
            ? "Withings Sleep"
            : "Withings";

    /// <summary>Nothing walked is an amount; a pulse of zero is none.</summary>
    private static bool IsAmount(Measure measure) =>
        (measure.Kind.Aggregation & Aggregation.SumAfterMerge) != Aggregation.None;

    private static string? StateOf(string state) =>
        state is ['0' or '1' or '2' or '3'] ? States[state[0] - '0'] : null;

    private static bool TrySeconds(string text, out long seconds)
    {
        const long day = 86_400;
        return long.TryParse(
                text,
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out seconds
            )
            && seconds <= day;
    }

    /// <summary><c>[60,60]</c>, or one value alone.</summary>
    private static string[] ListOf(string cell)
    {
        var inside = cell.AsSpan().Trim('[').Trim(']').Trim();
        return inside.IsEmpty ? [] : inside.ToString().Split(',', StringSplitOptions.TrimEntries);
    }
}
