using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.LibreView;

/// <summary>Reads the rows: grouped by sensor and type in the file, not by time; local times in five layouts.</summary>
/// <remarks>Scans are further points of the curve of the automatic values. The name and the date in the first line are not read.</remarks>
internal sealed class LibreViewTable(FormatRun run, string code)
{
    private const string Brand = "LibreView";
    private const int LongestName = 100;
    private readonly Handover handover = new(run.Context, run.Sink);

    public void Read(SourceFile file)
    {
        var times = TableTimes.Of(run, code, Times(file));
        using var table = TableReader.Open(file);
        if (!Find(table))
            throw new ImportRefusedException(Refusals.NotAnExport);
        var columns = new LibreViewColumns(table.Header);
        var rows = new RowReadings(handover, table.Delimiter == ';');
        while (table.Read() is { } row)
        {
            run.Stop.ThrowIfCancellationRequested();
            var when = row[columns.Timestamp];
            if (row.IsCut)
                rows.Unusable(RefusalReason.Incomplete, null, row.Line);
            else if (!times.TryParse(when, out var time) || !time.HasTime)
                rows.Unusable(RefusalReason.Date, when, row.Line);
            else
            {
                var ms = times.MsOf(SeriesOf(columns, row), time);
                rows.At(SourceOf(row[columns.Device]), ms, ms, time.Zone, row.Line);
            }
            Read(table.Header, columns, row, rows);
        }
        times.Finish();
    }

    private void Read(TableHeader header, LibreViewColumns columns, TableRow row, RowReadings rows)
    {
        var any = false;
        foreach (
            var (column, kind) in (ReadOnlySpan<(int, string)>)
                [
                    (columns.Historic, "glucose-interstitial"),
                    (columns.Scan, "glucose-interstitial"),
                    (columns.Strip, "glucose"),
                ]
        )
        {
            var cell = row[column];
            if (CellNumbers.IsNone(cell))
                continue;
            any = true;
            rows.Number(header.NameOf(column), Measure.Of(kind, UnitOf(header, column)), cell);
        }
        foreach (
            var (column, kind) in (ReadOnlySpan<(int, string)>)
                [
                    (columns.Ketone, "blood-ketone"),
                    (columns.Rapid, "insulin-dose"),
                    (columns.Long, "insulin-dose"),
                    (columns.Carbohydrates, "carbohydrate-intake"),
                ]
        )
        {
            var cell = row[column];
            if (CellNumbers.IsNone(cell))
                continue;
            any = true;
            rows.Number(header.NameOf(column), Measure.Of(kind), cell);
        }
        foreach (var column in columns.RapidParts)
        {
            any |= !CellNumbers.IsNone(row[column]);
            rows.Merged(header.NameOf(column), row[column]);
        }
        // Somebody noted that there was insulin or food, and not how much.
        foreach (
            var column in (ReadOnlySpan<int>)[columns.RapidWord, columns.LongWord, columns.FoodWord]
        )
        {
            any |= !CellNumbers.IsNone(row[column]);
            rows.Refuse(header.NameOf(column), RefusalReason.NotANumber, row[column]);
        }
        any |= !CellNumbers.IsNone(row[columns.Servings]);
        rows.Refuse(
            header.NameOf(columns.Servings),
            RefusalReason.UnknownType,
            row[columns.Servings]
        );
        if (any)
            return;
        // Notes and events; of a known type, a row without its value.
        var type = row[columns.RecordType];
        var isMeasured = type is "0" or "1" or "2" or "3" or "4" or "5";
        handover.Refuse(
            $"{header.NameOf(columns.RecordType)} {type}",
            isMeasured ? RefusalReason.Incomplete : RefusalReason.UnknownType,
            null,
            row.Line
        );
    }

    /// <summary>The unit stands in the column's name.</summary>
    private string UnitOf(TableHeader header, int column)
    {
        var name = TableHeader.Plain(header.NameOf(column));
        return name.Contains("mmoll", StringComparison.Ordinal) ? "mmol/L"
            : name.Contains("mgdl", StringComparison.Ordinal) ? "mg/dL"
            : run.Ask(
                new(
                    $"unit:{code}",
                    ImportTopic.Unit,
                    [],
                    [new("mg/dL", ["mg/dL"]), new("mmol/L", ["mmol/L"])]
                )
            ) == "mmol/L"
                ? "mmol/L"
            : "mg/dL";
    }

    private SourceKey SourceOf(string device) =>
        new(
            code,
            device.Length == 0 ? Brand
                : device.Length > LongestName ? device[..LongestName]
                : device
        );

    private static bool Find(TableReader table)
    {
        const int lookedAt = 5;
        for (var i = 0; i < lookedAt && table.Read() is { } row; i++)
        {
            if (!LibreViewColumns.IsHeader(new(row.Cells)))
                continue;
            table.TakeHeader(row);
            return true;
        }
        return false;
    }

    private static IEnumerable<(string, string)> Times(SourceFile file)
    {
        using var table = TableReader.Open(file);
        if (!Find(table))
            yield break;
        var columns = new LibreViewColumns(table.Header);
        while (table.Read() is { } row)
            yield return (SeriesOf(columns, row), row[columns.Timestamp]);
    }

    private static string SeriesOf(LibreViewColumns columns, TableRow row) =>
        $"{row[columns.Serial]}\u001f{row[columns.RecordType]}";
}
