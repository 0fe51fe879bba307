using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Fitbit;

/// <summary>The tables of the takeout, Fitbit's own and those of Google Health. One minute may have rows of several sources.</summary>
internal sealed class FitbitTables(FormatRun run, Handover handover)
{
    private const int MostSources = 1000;
    private const int LongestName = 200;
    private static readonly SourceKey GoogleHealth = new(FitbitFormat.Producer, "Google Health");
    private static readonly Measure Stage = Measure.Of("sleep-stage");

    private readonly Dictionary<string, SourceKey> sources = new(StringComparer.Ordinal);
    private long unsure;

    public void Read(SourceFile file, Stream content)
    {
        if (FitbitTable.Of(file) is not { } table)
            return;
        var times = new LocalTimes(run.Context.Zones);
        TableReader.Each(
            file,
            ',',
            row =>
            {
                switch (table.Name)
                {
                    // What stands in it may look right and be wrong.
                    case var name when row.IsCut:
                        handover.Refuse(name, RefusalReason.Incomplete, null, row.Line);
                        break;
                    case FitbitTable.SleepSessions:
                        TakeSession(row);
                        break;
                    case FitbitTable.SleepStages:
                        TakeStage(row);
                        break;
                    default:
                        Take(row, table, times);
                        break;
                }
            },
            run.Stop
        );
        unsure += times.Unsure;
    }

    public void Finish()
    {
        if (unsure > 0)
            run.Warn(Warnings.RepeatedHour, unsure);
    }

    private void Take(NamedRow row, FitbitTable table, LocalTimes times)
    {
        var isDated = IsoTime.TryParse(row["timestamp"], out var at);
        var start = at.Ms;
        var end = start + table.LengthMs;
        if (isDated && at.Offset is null)
        {
            if (table.IsDaily)
                (start, end) = LocalDay.Of(DateOnly.FromDateTime(at.Local), run.Context.Zones);
            else
                end = (start = times.ToMs(at.Local)) + table.LengthMs;
        }
        var where = new Found("", Stage, SourceOf(row, FitbitFormat.Source), start, end, default)
        {
            Zone = at.Zone,
            Line = row.Line,
            Identity =
                table.IdColumn is { } named && row[named] is { } id
                    ? new($"fitbit-{table.Name}-{id}", 0)
                    : null,
        };
        foreach (var (name, column) in table.Columns)
        {
            if (row[name] is not { } cell)
                continue;
            var cellWhere = where with { Origin = $"{table.Name}/{name}" };
            if (!isDated)
                handover.RefuseField(cellWhere, row["timestamp"] ?? cell, RefusalReason.Date);
            else if (column.Field is not { } field)
                handover.RefuseField(cellWhere, cell, column.Else);
            else if (
                column.None is { } none
                && DecimalText.TryParse(cell, out var value)
                && value.ToDouble().Equals(none)
            )
                handover.RefuseField(cellWhere, cell, RefusalReason.Sentinel);
            else
                handover.Take(cellWhere, field, cell);
        }
    }

    private void TakeSession(NamedRow row) =>
        TakeSleep(
            row,
            FitbitTable.SleepSessions,
            "sleep_start",
            "sleep_end",
            "in-bed",
            row["sleep_id"] is { } id ? new($"google-sleep-{id}", 0) : null
        );

    private void TakeStage(NamedRow row)
    {
        if (FitbitSleep.CodeOf(row["sleep_stage_type"]) is { } code)
            TakeSleep(
                row,
                FitbitTable.SleepStages,
                "sleep_stage_start",
                "sleep_stage_end",
                code,
                null
            );
        else
            handover.Refuse(
                FitbitTable.SleepStages,
                RefusalReason.Code,
                row["sleep_stage_type"],
                row.Line
            );
    }

    private void TakeSleep(
        NamedRow row,
        string origin,
        string startColumn,
        string endColumn,
        string code,
        ExternalIdentity? identity
    )
    {
        // UTC, with the distance to the wall clock beside it.
        if (
            !IsoTime.TryParse(row[startColumn], out var start)
            || !IsoTime.TryParse(row[endColumn], out var end)
        )
        {
            handover.Refuse(origin, RefusalReason.Date, row[startColumn], row.Line);
            return;
        }
        var zone = IsoTime.TryParse($"2000-01-01T00:00{row["start_utc_offset"]}", out var offset)
            ? offset.Zone
            : null;
        handover.Take(
            new Found(
                origin,
                Stage,
                SourceOf(row, GoogleHealth),
                start.Ms,
                end.Ms,
                Stage.Code(code)
            )
            {
                Zone = zone ?? start.Zone,
                Line = row.Line,
                Identity = identity,
            }
        );
    }

    private SourceKey SourceOf(NamedRow row, SourceKey otherwise)
    {
        if ((row["data source"] ?? row["data_source"]) is not { } name)
            return otherwise;
        if (sources.TryGetValue(name, out var known))
            return known;
        if (sources.Count == MostSources)
            throw new ImportRefusedException(Refusals.TooManySources);
        return sources[name] = new(
            FitbitFormat.Producer,
            name.Length > LongestName ? name[..LongestName] : name
        );
    }
}
