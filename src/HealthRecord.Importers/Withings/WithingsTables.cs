using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Withings;

/// <summary>Reads the tables of measurements: weighings, blood pressures, heights, oxygen (local times) and nights (with offset).</summary>
/// <remarks>Newest first; the unit stands in the name of the column; fat, muscle and water are masses, not shares.</remarks>
internal sealed class WithingsTables(FormatRun run, string code)
{
    private const string Weight = "Weight";
    private const string Systolic = "Systolic";
    private const string Height = "Height";
    private const string Value = "Value";

    /// <summary>English as documented; French names are unconfirmed.</summary>
    private static readonly (string[] Names, string Kind)[] Masses =
    [
        (["Weight", "Poids"], "body-weight"),
        (["Fat mass", "Masse grasse"], "fat-mass"),
        (["Bone mass", "Masse osseuse"], "bone-mass"),
        (["Muscle mass", "Masse musculaire"], "muscle-mass"),
        (["Hydration", "Hydratation"], "body-water-mass"),
    ];

    private static readonly (string Name, string Kind)[] Lengths =
    [
        ("light (s)", "sleep-light"),
        ("deep (s)", "sleep-deep"),
        ("rem (s)", "sleep-rem"),
        ("awake (s)", "sleep-awake"),
    ];

    private static readonly string[] OfNights = ["from", "to"];
    private static readonly string[] Date = ["Date"];
    private static readonly string[] SystolicNames = [Systolic, "Systolique"];
    private static readonly string[] DiastolicNames = ["Diastolic", "Diastolique"];
    private static readonly string[] PulseNames = ["Heart rate", "Fréquence cardiaque"];
    private static readonly string[] HeightNames = [Height, "Taille"];

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
                    ReadNight(name, table.Header, row, rows);
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

    /// <param name="name">Of a member of an archive that is known to be ours; empty where the columns have to say it all.</param>
    private static string? KindOf(TableHeader header, string name)
    {
        if (header.Has(OfNights) && header.Has("light (s)", "deep (s)"))
            return OfNights[0];
        if (header.Find("Date") != 0)
            return null;
        if (header.Find(Masses[0].Names) == 1 && header.Find(Masses[1].Names) == 2)
            return Weight;
        if (
            header.Find(PulseNames) == 1
            && header.Find(SystolicNames) == 2
            && header.Find(DiastolicNames) == 3
        )
            return Systolic;
        if (IsNamed(name, "height") && header.Find(HeightNames) == 1)
            return Height;
        return IsNamed(name, "spo2") && header.Find(Value) == 1 ? Value : null;
    }

    private static bool IsNamed(string file, string start) =>
        file.StartsWith(start, StringComparison.OrdinalIgnoreCase);

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

    /// <summary>The time in bed, and how long the parts of the night were: their places in it stand in other tables.</summary>
    private static void ReadNight(string name, TableHeader header, TableRow row, RowReadings rows)
    {
        rows.Code(name + "from", Measure.Of("sleep-stage"), "in-bed", row[header.Find("from")]);
        for (var column = 0; column < header.Count; column++)
        {
            if (column == header.Find("from") || column == header.Find("to"))
                continue;
            var origin = name + header.NameOf(column);
            var kind = Array.Find(Lengths, l => header.Find(l.Name) == column).Kind;
            if (kind is null)
                rows.Refuse(origin, RefusalReason.UnknownType, row[column]);
            else
                rows.Number(
                    origin,
                    Measure.Of(kind),
                    row[column],
                    convert: Conversions.SecondsToHours
                );
        }
    }
}
