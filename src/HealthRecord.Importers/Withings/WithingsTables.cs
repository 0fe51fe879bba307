using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;
using static HealthRecord.Importers.Withings.WithingsColumns;

namespace HealthRecord.Importers.Withings;

/// <summary>Reads the tables of measurements: weighings, blood pressures, heights, oxygen (local times) and nights (with offset).</summary>
/// <remarks>Newest first; the unit stands in the name of the column; fat, muscle and water are masses, not shares.</remarks>
internal sealed class WithingsTables(FormatRun run, string code)
{
    private readonly Handover handover = new(run.Context, run.Sink);
    private readonly SourceKey source = new(code, "Withings");

    public static bool IsMeasurements(SourceFile file) =>
        file.Head.Signature == Signature.Text
        && HeadLines.Rows(file.Head) is [var first, ..]
        && KindOf(new(first.Cells), "") is not null;

    public static bool IsTracker(SourceFile file) =>
        file.IsMember && file.Head.Signature == Signature.Text && WithingsTrackers.IsTracker(file);

    /// <returns>False when it is another table.</returns>
    public bool Read(SourceFile file)
    {
        var name = file.Name.Length == 0 ? "" : file.Name + "/";
        if (Surveyed(file) is not { } found)
            return false;
        using var table = TableReader.Open(file);
        if (table.Read() is not { } first)
            return false;
        table.TakeHeader(first);
        var rows = new RowReadings(handover, table.Delimiter == ';');
        while (table.Read() is { } row)
        {
            run.Stop.ThrowIfCancellationRequested();
            Place(found.Kind, table.Header, row, rows, found.Times);
            switch (found.Kind)
            {
                case Weight:
                    ReadMasses(name, table.Header, row, rows);
                    break;
                case Systolic:
                    ReadPressure(name, table.Header, row, rows);
                    break;
                case Height:
                    ReadHeight(name, table.Header, row, rows);
                    break;
                case Value:
                    rows.Number(
                        name + "Value",
                        Measure.Of("spo2"),
                        row[table.Header.Find(Value)],
                        zeroIsNone: true
                    );
                    break;
                default:
                    WithingsNights.Read(name, table.Header, row, rows);
                    break;
            }
        }
        found.Times.Finish();
        rows.WarnConverted(run.Sink);
        return true;
    }

    private (string Kind, TableTimes Times)? Surveyed(SourceFile file)
    {
        using var table = TableReader.Open(file);
        if (table.Read() is not { } first || KindOf(new(first.Cells), file.Name) is not { } kind)
            return null;
        table.TakeHeader(first);
        return (kind, TableTimes.Of(run, code, Times(table)));
    }

    private static IEnumerable<(string, string)> Times(TableReader table)
    {
        var at = table.Header.Find("Date", "from");
        while (table.Read() is { } row)
            yield return ("", row[at]);
    }

    private void Place(
        string kind,
        TableHeader header,
        TableRow row,
        RowReadings rows,
        TableTimes times
    )
    {
        var isNight = kind == OfNights[0];
        var start = row[header.Find(isNight ? OfNights[..1] : Date)];
        var end = isNight ? row[header.Find("to")] : start;
        if (row.IsCut)
            rows.Unusable(RefusalReason.Incomplete, null, row.Line);
        else if (
            !times.TryParse(start, out var from)
            || !times.TryParse(end, out var to)
            || !from.HasTime
            || !to.HasTime
        )
            rows.Unusable(RefusalReason.Date, start, row.Line);
        else if (isNight && from == to)
            rows.Unusable(RefusalReason.Sentinel, null, row.Line);
        else
        {
            var startMs = times.MsOf("", from);
            rows.At(source, startMs, isNight ? times.MsOf("", to) : startMs, from.Zone, row.Line);
        }
    }

    private void ReadMasses(string name, TableHeader header, TableRow row, RowReadings rows)
    {
        foreach (var (names, kind) in Masses)
        {
            var column = header.Find(names);
            if (column < 0)
                continue;
            var origin = name + header.NameOf(column);
            var unit = TableHeader.Plain(header.UnitOf(column));
            if (unit is "st" or "stone")
                rows.Number(
                    origin,
                    Measure.Of(kind, "[lb_av]"),
                    row[column],
                    convert: Conversions.StonesToPounds
                );
            else if (UcumOf(unit) is { } ucum)
                rows.Number(origin, Measure.Of(kind, ucum), row[column]);
            else
                rows.Refuse(origin, RefusalReason.Unit, row[column]);
        }
    }

    private string? UcumOf(string unit) =>
        unit switch
        {
            "kg" => "kg",
            "lb" or "lbs" => "[lb_av]",
            "" => run.Ask(
                new(
                    $"unit:{code}",
                    ImportTopic.Unit,
                    [],
                    [new("kg", ["kg"]), new("[lb_av]", ["lb"])]
                )
            ) == "[lb_av]"
                ? "[lb_av]"
                : "kg",
            _ => null,
        };

    private static void ReadPressure(
        string name,
        TableHeader header,
        TableRow row,
        RowReadings rows
    )
    {
        rows.Pressure(new(Cell(SystolicNames), Cell(DiastolicNames), ("", ""), Cell(PulseNames)));

        (string, string) Cell(string[] names) =>
            (name + header.NameOf(header.Find(names)), row[header.Find(names)]);
    }

    private static void ReadHeight(string name, TableHeader header, TableRow row, RowReadings rows)
    {
        var (origin, cell) = (name + header.NameOf(1), row[1]);
        switch (TableHeader.Plain(header.UnitOf(1)))
        {
            case "m":
                rows.Number(origin, Measure.Of("height", "m"), cell);
                break;
            case "cm":
                rows.Number(origin, Measure.Of("height", "cm"), cell);
                break;
            case "in":
                rows.Number(origin, Measure.Of("height", "[in_i]"), cell);
                break;
            case "ft":
                rows.Number(
                    origin,
                    Measure.Of("height", "[in_i]"),
                    cell,
                    convert: Conversions.FeetToInches
                );
                break;
            default:
                rows.Refuse(origin, RefusalReason.Unit, cell);
                break;
        }
    }
}
