using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Zepp;

/// <summary>Reads the tables of the archive.</summary>
/// <remarks>
/// Times with <c>+0000</c> are UTC; date and time in two columns are the device's own, without a zone. A zero or <c>null</c>
/// is not a measurement. The stages of activity tell the minutes of ACTIVITY_MINUTE again: they are not taken.
/// </remarks>
internal sealed class ZeppTables(FormatRun run, ZeppPersons persons)
{
    private const long MinuteMs = 60_000;
    private static readonly Measure Weight = Measure.Of("body-weight");
    private static readonly Measure Steps = Measure.Of("steps");
    private static readonly Measure HeartRate = Measure.Of("heart-rate");

    private static readonly (string Column, Measure Measure)[] Body =
    [
        ("weight", Weight),
        ("bmi", Measure.Of("bmi")),
        ("fatRate", Measure.Of("body-fat")),
        ("bodyWaterRate", Measure.Of("body-water")),
        ("boneMass", Measure.Of("bone-mass")),
        ("metabolism", Measure.Of("basal-metabolic-rate")),
        // Kilograms in spite of its name.
        ("muscleRate", Measure.Of("muscle-mass")),
        ("visceralFat", Measure.Of("visceral-fat-rating")),
    ];

    private readonly Handover handover = new(run.Context, run.Sink);
    private readonly SourceKey source = new("zepp", "Zepp");

    public void Read(ZeppTable kind, SourceFile file)
    {
        if (kind == ZeppTable.User)
        {
            ZeppPersons.NoteBirth(file, run.Sink);
            return;
        }
        if (kind == ZeppTable.Sport)
        {
            new ZeppSports(run, handover, source).Read(file);
            return;
        }
        if (kind == ZeppTable.ActivityStage)
        {
            CountOnly(kind, file);
            return;
        }
        var times = TableTimes.Of(run, "zepp", Times(kind, file));
        using var table = TableReader.Open(file);
        if (!table.FindHeader(kind.Columns))
            return;
        var rows = new RowReadings(handover, table.Delimiter == ';');
        while (table.Read() is { } row)
        {
            run.Stop.ThrowIfCancellationRequested();
            if (kind == ZeppTable.Body)
                ReadBody(table.Header, row, rows, times);
            else if (kind == ZeppTable.Sleep)
                ZeppNights.Read(table.Header, row, rows, times, source);
            else if (kind == ZeppTable.Activity)
                ReadDay(table.Header, row, rows, times);
            else
                ReadMinute(kind, table.Header, row, rows, times);
        }
        times.Finish();
        rows.WarnConverted(run.Sink);
    }

    private void ReadBody(TableHeader header, TableRow row, RowReadings rows, TableTimes times)
    {
        Place(rows, row, row[header.Find("time")], times, 0);
        var height = row[header.Find("height")];
        if (row.Overflows(header))
            rows.Unusable(RefusalReason.Incomplete, null, row.Line);
        else if (!persons.IsOurs(height))
            rows.Unusable(RefusalReason.OtherPerson, "", row.Line);
        foreach (var (column, measure) in Body)
            rows.Number($"BODY/{column}", measure, row[header.Find(column)], zeroIsNone: true);
        // Typed in once and repeated at every weighing: it tells whose the row is.
        rows.Merged("BODY/height", height);
    }

    private void ReadDay(TableHeader header, TableRow row, RowReadings rows, TableTimes times)
    {
        var date = row[header.Find("date")];
        if (row.IsCut || row.Overflows(header))
            rows.Unusable(RefusalReason.Incomplete, null, row.Line);
        else if (!times.TryParse(date, out var day))
            rows.Unusable(RefusalReason.Date, date, row.Line);
        else
            rows.At(source, StartOf(day, 0), StartOf(day, 1), null, row.Line);
        rows.Number("ACTIVITY/steps", Steps, row[header.Find("steps")]);
        rows.Number("ACTIVITY/distance", Measure.Of("distance", "m"), row[header.Find("distance")]);
        rows.Number("ACTIVITY/calories", Measure.Of("active-energy"), row[header.Find("calories")]);
        // Part of the distance.
        rows.Merged("ACTIVITY/runDistance", row[header.Find("runDistance")]);
    }

    private void ReadMinute(
        ZeppTable kind,
        TableHeader header,
        TableRow row,
        RowReadings rows,
        TableTimes times
    )
    {
        Place(
            rows,
            row,
            When(header, row),
            times,
            kind == ZeppTable.ActivityMinute || kind == ZeppTable.SleepMinute ? MinuteMs : 0
        );
        if (kind == ZeppTable.ActivityMinute)
        {
            rows.Number("ACTIVITY_MINUTE/steps", Steps, row[header.Find("steps")]);
            return;
        }
        if (kind != ZeppTable.SleepMinute)
        {
            rows.Number(
                $"{kind.Name}/heartRate",
                HeartRate,
                row[header.Find("heartRate")],
                zeroIsNone: true
            );
            return;
        }
        var stage = row[header.Find("stage")];
        rows.Code("SLEEP_MINUTE/stage", ZeppNights.Stage, ZeppNights.StageOf(stage), stage);
        rows.Number("SLEEP_MINUTE/hr", HeartRate, row[header.Find("hr")], zeroIsNone: true);
        rows.Number(
            "SLEEP_MINUTE/respiratory_rate",
            Measure.Of("respiratory-rate"),
            row[header.Find("respiratory_rate")],
            zeroIsNone: true
        );
    }

    private void Place(RowReadings rows, TableRow row, string when, TableTimes times, long length)
    {
        if (row.IsCut)
            rows.Unusable(RefusalReason.Incomplete, null, row.Line);
        else if (!times.TryParse(when, out var time) || !time.HasTime)
            rows.Unusable(RefusalReason.Date, when, row.Line);
        else
        {
            var ms = times.MsOf("", time);
            // UTC is how the file writes every time, not where the person was.
            var zone = time.Offset == TimeSpan.Zero ? null : time.Zone;
            rows.At(source, ms, ms + length, zone, row.Line);
        }
    }

    private void CountOnly(ZeppTable kind, SourceFile file)
    {
        using var table = TableReader.Open(file);
        table.FindHeader(kind.Columns);
        var count = 0;
        while (table.Read() is not null)
            count++;
        if (count > 0)
            run.Sink.Warn(Warnings.TableNotImported, kind.Name, $"{count}");
    }

    private long StartOf(WrittenTime day, int later) =>
        (long)
            (
                run.Context.Zones.StartUtcOf(DateOnly.FromDateTime(day.Local).AddDays(later))
                - DateTime.UnixEpoch
            ).TotalMilliseconds;

    private static IEnumerable<(string, string)> Times(ZeppTable kind, SourceFile file)
    {
        using var table = TableReader.Open(file);
        if (!table.FindHeader(kind.Columns))
            yield break;
        while (table.Read() is { } row)
            yield return ("", When(table.Header, row));
    }

    private static string When(TableHeader header, TableRow row) =>
        $"{row[header.Find("date")]} {row[header.Find("time", "start")]}".Trim();
}
