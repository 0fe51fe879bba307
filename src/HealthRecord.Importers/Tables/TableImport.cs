using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Tables;

/// <summary>Reads a table as its description says: every cell of a value column ends somewhere, under the name of its column.</summary>
internal sealed class TableImport
{
    private const int RowsBetweenProgress = 500;

    private readonly TablePlan plan;
    private readonly FormatRun run;
    private readonly TableSource table;
    private readonly TableClock clock;
    private readonly Handover handover;
    private readonly RowReadings readings;
    private readonly TableCells cells;
    private readonly SourceKey source;
    private readonly TablePressures pressures;
    private (long StartMs, long EndMs, string? Zone, long Line) current;

    public TableImport(TableSource table, TablePlan plan, FormatRun run)
    {
        (this.table, this.plan, this.run) = (table, plan, run);
        clock = new(plan, run, Rows());
        handover = new(run.Context, run.Sink);
        // What reaches it has been brought into a decimal point before.
        readings = new(handover, commaIsDecimal: false);
        cells = new(plan.DecimalSign);
        source = new(TableFormat.Producer, plan.Source.Length == 0 ? table.Brand : plan.Source);
        pressures = new(plan, cells, readings);
    }

    public void Read()
    {
        var before = 0;
        var notes = new long[plan.Notes.Count];
        foreach (var row in Rows())
        {
            run.Stop.ThrowIfCancellationRequested();
            Read(row);
            for (var i = 0; i < notes.Length; i++)
                notes[i] += row[plan.Notes[i].Index].Length > 0 ? 1 : 0;
            if (++before % RowsBetweenProgress == 0)
                run.Sink.Progress(run.Position());
        }
        if (clock.Unsure > 0)
            run.Warn(Warnings.RepeatedHour, clock.Unsure);
        for (var i = 0; i < notes.Length; i++)
            if (notes[i] > 0)
                run.Sink.Warn(Warnings.NotesLeft, $"{notes[i]}", plan.Notes[i].Header.Trim());
    }

    /// <summary>Below the header; a row that repeats it (two files put together) is none.</summary>
    private IEnumerable<TableRow> Rows()
    {
        TableRow? header = null;
        foreach (var row in table.Rows())
        {
            if (row.Line == plan.HeaderLine)
                header = row;
            if (row.Line <= plan.HeaderLine)
                continue;
            if (header is null || !row.Cells.SequenceEqual(header.Cells, StringComparer.Ordinal))
                yield return row;
        }
    }

    private void Read(TableRow row)
    {
        RowTime time = default;
        var text = clock.TextOf(row);
        (RefusalReason, string?)? why = null;
        long? endMs = null;
        if (row.IsCut)
            why = (RefusalReason.Incomplete, null);
        else if (text.Length == 0)
            why = (RefusalReason.Date, null);
        else if (!clock.TryStart(row, out time))
            why = (RefusalReason.Date, text);
        else if (!clock.TryEnd(row, out endMs))
            why = (RefusalReason.Date, row[plan.End]);
        var isUsable = why is null;
        for (var pair = 0; pair < pressures.Pairs; pair++)
        {
            At(row, time, endMs, why, TablePressures.Kind);
            if (pressures.TryRead(row, pair, isUsable))
                continue;
            // A pulse without a pressure is a pulse.
            foreach (var alone in pressures.Beside(pair))
                ReadValue(row, alone, isUsable);
        }
        foreach (var value in pressures.Others)
        {
            At(row, time, endMs, why, value.Kind);
            ReadValue(row, value, isUsable);
        }
    }

    private void At(
        TableRow row,
        in RowTime time,
        long? endMs,
        (RefusalReason Reason, string? Text)? why,
        Kind kind
    )
    {
        if (why is { } unusable)
        {
            readings.Unusable(unusable.Reason, unusable.Text, row.Line);
            return;
        }
        const Aggregation adding =
            Aggregation.Sum | Aggregation.SumAfterMerge | Aggregation.Duration;
        var addsUp = (kind.Aggregation & adding) != Aggregation.None;
        var (start, end) =
            !time.IsDay ? (time.StartMs, endMs ?? time.StartMs)
            : addsUp ? clock.DayOf(time)
            : (clock.NoonOf(time), clock.NoonOf(time));
        readings.At(source, start, end, time.Zone, row.Line);
        current = new(start, end, time.Zone, row.Line);
    }

    private void ReadValue(TableRow row, PlannedValue value, bool isUsable)
    {
        var cell = row[value.Index];
        if (CellNumbers.IsNone(cell))
            return;
        if (!isUsable)
            readings.Number(value.Origin, new(value.Kind, value.Unit.Unit), cell);
        else if (value.Kind.Components.Count > 0)
            ReadPair(value, cell);
        else if (cells.TryRead(value, cell, out var number, out var unit, out var reason))
            readings.Number(value.Origin, new(value.Kind, unit), TableCells.Plain(number));
        else if (reason is { } why)
            readings.Refuse(value.Origin, why, cell);
        else
            // Words: whether they mean something is known there.
            readings.Number(value.Origin, new(value.Kind, value.Unit.Unit), cell);
    }

    /// <summary>120/80 in one cell is one record.</summary>
    private void ReadPair(PlannedValue value, string cell)
    {
        if (pressures.TrySplit(value, cell, out var first, out var rest))
            handover.Take(
                new Found(
                    value.Origin,
                    new(TablePressures.Kind, TablePressures.Kind.Canonical),
                    source,
                    current.StartMs,
                    current.EndMs,
                    first
                )
                {
                    Parts = rest,
                    Zone = current.Zone,
                    Line = current.Line,
                }
            );
        else
            readings.Refuse(value.Origin, RefusalReason.NotANumber, cell);
    }
}
