using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Dexcom;

/// <summary>Reads the rows. The words Low and High are outside what the sensor can measure: kept as refused lines, never as a number.</summary>
/// <remarks>
/// Local times; the repeated hour of autumn is told by the order of the rows of one device. Thresholds of alerts are settings.
/// Names are not read; the birth date is compared with the person's.
/// </remarks>
internal sealed class ClarityTable(FormatRun run, string code)
{
    private const string Brand = "Dexcom";
    private const int LongestName = 100;

    /// <summary>A person has a handful of receivers and phones.</summary>
    private const int MostDevices = 1000;

    private readonly Handover handover = new(run.Context, run.Sink);

    public void Read(SourceFile file)
    {
        var times = TableTimes.Of(run, code, Times(file));
        using var table = TableReader.Open(file);
        if (!Find(table))
            throw new ImportRefusedException(Refusals.NotAnExport);
        var columns = new ClarityColumns(table.Header);
        var devices = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = new RowReadings(handover, table.Delimiter == ';');
        while (table.Read() is { } row)
        {
            run.Stop.ThrowIfCancellationRequested();
            if (IsAbout(columns, row, devices))
                continue;
            Place(columns, row, rows, times, devices);
            ReadEvent(columns, row, rows);
        }
        times.Finish();
    }

    /// <summary>Rows about the patient and the devices are no records.</summary>
    private bool IsAbout(ClarityColumns columns, TableRow row, Dictionary<string, string> devices)
    {
        switch (row[columns.EventType])
        {
            case "FirstName" or "LastName" or "PatientIdentifier":
                return true;
            case "DateOfBirth":
                if (
                    TimeText.TryParse(row[columns.PatientInfo], DateOrder.DayFirst, out var born)
                    && !born.NeedsOrder
                )
                    run.Sink.BornOn(DateOnly.FromDateTime(born.Local));
                return true;
            case "Device":
                if (devices.Count < MostDevices && row[columns.DeviceInfo].Length > 0)
                    devices[row[columns.DeviceId]] = row[columns.DeviceInfo];
                return true;
            default:
                return false;
        }
    }

    private void Place(
        ClarityColumns columns,
        TableRow row,
        RowReadings rows,
        TableTimes times,
        Dictionary<string, string> devices
    )
    {
        var when = row[columns.Timestamp];
        var id = row[columns.DeviceId];
        if (row.IsCut)
            rows.Unusable(RefusalReason.Incomplete, null, row.Line);
        else if (!times.TryParse(when, out var time) || !time.HasTime)
            rows.Unusable(RefusalReason.Date, when, row.Line);
        else
        {
            var name = devices.GetValueOrDefault(id, id);
            name = name.Length == 0 ? Brand : name[..Math.Min(name.Length, LongestName)];
            var ms = times.MsOf(id, time);
            rows.At(new(code, name), ms, ms, time.Zone, row.Line);
        }
    }

    private void ReadEvent(ClarityColumns columns, TableRow row, RowReadings rows)
    {
        var type = row[columns.EventType];
        var (cell, kind) = type switch
        {
            "EGV" => (row[columns.Glucose], "glucose-interstitial"),
            "Calibration" => (row[columns.Glucose], "glucose"),
            "Carbs" => (row[columns.Carbohydrates], "carbohydrate-intake"),
            "Insulin" => (row[columns.Insulin], "insulin-dose"),
            _ => ("", ""),
        };
        if (kind.Length == 0)
            handover.Refuse(
                type,
                type == "Alert" ? RefusalReason.NotAMeasurement : RefusalReason.UnknownType,
                row[columns.Subtype],
                row.Line
            );
        else if (CellNumbers.IsNone(cell))
            handover.Refuse(type, RefusalReason.Incomplete, null, row.Line);
        else
            rows.Number(
                type,
                kind.StartsWith("glucose", StringComparison.Ordinal)
                    ? Measure.Of(kind, columns.Unit ?? AskUnit())
                    : Measure.Of(kind),
                cell
            );
    }

    private string AskUnit() =>
        run.Ask(
            new(
                $"unit:{code}",
                ImportTopic.Unit,
                [],
                [new("mg/dL", ["mg/dL"]), new("mmol/L", ["mmol/L"])]
            )
        ) == "mmol/L"
            ? "mmol/L"
            : "mg/dL";

    private static bool Find(TableReader table)
    {
        const int lookedAt = 5;
        for (var i = 0; i < lookedAt && table.Read() is { } row; i++)
        {
            if (!ClarityColumns.IsHeader(new(row.Cells)))
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
        var columns = new ClarityColumns(table.Header);
        while (table.Read() is { } row)
            yield return (row[columns.DeviceId], row[columns.Timestamp]);
    }
}
