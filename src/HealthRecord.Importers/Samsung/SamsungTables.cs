using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Samsung;

/// <summary>Reads the tables. Every row ends with an extra comma; columns are bare or carry the name of their type in front.</summary>
internal sealed class SamsungTables(FormatRun run, SamsungSources sources)
{
    private readonly Handover handover = new(run.Context, run.Sink);

    public void Read(SourceFile file)
    {
        var isReconciled = SamsungHeads.IsReconciled(file);
        using var table = TableReader.Open(file);
        if (SamsungHeads.Open(table) is not { } name)
            throw new ImportRefusedException(Refusals.NotAnExport);
        if (SamsungTable.Find(name) is not { } kind)
        {
            var count = 0;
            while (table.Read() is not null)
                count++;
            if (count > 0)
                run.Sink.Warn(Warnings.TableNotImported, name, $"{count}");
            return;
        }
        table.KeepsEmptyRows = true;
        if (kind.Is(SamsungTable.Exercise))
        {
            new SamsungExercises(run, handover, sources).Read(name, table);
            return;
        }
        var rows = new RowReadings(handover, table.Delimiter == ';');
        while (table.Read() is { } row)
        {
            run.Stop.ThrowIfCancellationRequested();
            if (row.IsBlank)
                handover.Refuse(name, RefusalReason.Incomplete, null, row.Line);
            else if (kind.Is(SamsungTable.StepTrend))
                ReadDay(name, kind, table.Header, row, rows, isReconciled);
            else
                ReadRow(name, kind, table.Header, row, rows);
            if (!row.IsBlank)
                rows.Finish(name);
        }
        rows.WarnConverted(run.Sink);
    }

    private void ReadRow(
        string name,
        SamsungTable kind,
        TableHeader header,
        TableRow row,
        RowReadings rows
    )
    {
        Place(kind, header, row, rows);
        if (kind.Is(SamsungTable.BloodPressure))
            rows.Pressure(
                new(
                    ($"{name}/systolic", row[header.Find("systolic")]),
                    ($"{name}/diastolic", row[header.Find("diastolic")]),
                    ($"{name}/mean", Unless0(row[header.Find("mean")])),
                    ($"{name}/pulse", row[header.Find("pulse")])
                )
            );
        else if (kind.Is(SamsungTable.SleepStage))
        {
            var stage = row[header.Find("stage")];
            rows.Code(name, SamsungNights.Stage, SamsungNights.StageOf(stage), stage);
        }
        else if (kind.Is(SamsungTable.Sleep))
            SamsungNights.Read(name, header, row, rows);
        else
            ReadColumns(name, kind, header, row, rows);
    }

    private void Place(SamsungTable kind, TableHeader header, TableRow row, RowReadings rows)
    {
        var start = row[header.Find("start_time")];
        var end = row[header.Find("end_time")];
        if (row.IsCut || row.Overflows(header))
            rows.Unusable(RefusalReason.Incomplete, null, row.Line);
        else if (!SamsungTimes.TryParse(start, out var from))
            rows.Unusable(RefusalReason.Date, start, row.Line);
        else if (end.Length > 0 && !SamsungTimes.TryParse(end, out _))
            rows.Unusable(RefusalReason.Date, end, row.Line);
        else
        {
            var to = end.Length > 0 && SamsungTimes.TryParse(end, out var e) ? e : from;
            var device = row[header.Find("deviceuuid")];
            var source = kind.Values is [{ Name: "count" or "floor" }, ..]
                ? sources.OfCounter(device)
                : sources.Of(device);
            sources.Note(SamsungSeries.NameOf(row[header.Find("binning_data")]), source);
            rows.At(
                source,
                from,
                to,
                SamsungTimes.ZoneOf(row[header.Find("time_offset")]),
                row.Line,
                Identity(header, row)
            );
        }
    }

    /// <summary>A day of steps: where the producer has summed up the devices itself, only that sum is taken.</summary>
    private void ReadDay(
        string name,
        SamsungTable kind,
        TableHeader header,
        TableRow row,
        RowReadings rows,
        bool isReconciled
    )
    {
        var date = row[header.Find("day_time")];
        var isSum = row[header.Find("source_type")] == SamsungHeads.Reconciled;
        if (row.IsCut || row.Overflows(header))
            rows.Unusable(RefusalReason.Incomplete, null, row.Line);
        else if (isReconciled && !isSum)
            rows.Unusable(RefusalReason.NotAMeasurement, null, row.Line);
        else if (!SamsungTimes.TryDay(date, out var day))
            rows.Unusable(RefusalReason.Date, date, row.Line);
        else
            rows.At(
                isSum ? sources.Whole : sources.OfCounter(row[header.Find("deviceuuid")]),
                StartOf(day),
                StartOf(day.AddDays(1)),
                null,
                row.Line,
                Identity(header, row)
            );
        ReadColumns(name, kind, header, row, rows);
    }

    private static void ReadColumns(
        string name,
        SamsungTable kind,
        TableHeader header,
        TableRow row,
        RowReadings rows
    )
    {
        foreach (var column in kind.Values)
            rows.Number(
                $"{name}/{column.Name}",
                column.Measure,
                row[header.Find(column.Name)],
                column.ZeroIsNone
            );
        foreach (var part in kind.Parts)
            rows.Merged($"{name}/{part}", row[header.Find(part)]);
        foreach (var unknown in kind.Unknown)
            rows.Refuse($"{name}/{unknown}", RefusalReason.UnknownType, row[header.Find(unknown)]);
    }

    private long StartOf(DateOnly day) =>
        (long)(run.Context.Zones.StartUtcOf(day) - DateTime.UnixEpoch).TotalMilliseconds;

    private static ExternalIdentity? Identity(TableHeader header, TableRow row)
    {
        var id = row[header.Find("datauuid")];
        const int longest = 100;
        return id.Length is 0 or > longest
            ? null
            : new(
                id,
                SamsungTimes.TryParse(row[header.Find("update_time")], out var version)
                    ? version
                    : 0
            );
    }

    /// <summary>A mean that is not there is written as zero.</summary>
    private static string Unless0(string cell) =>
        CellNumbers.TryParse(cell, false, out var number) && number.Digits == 0 ? "" : cell;
}
