using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Text;
using static HealthRecord.Importers.HealthConnect.HealthConnectQuery;

namespace HealthRecord.Importers.HealthConnect;

/// <summary>Gives out what the tables hold that we have kinds for, and names the tables that we have none for.</summary>
internal sealed class HealthConnectReader(MemoryDatabase database, FormatRun run, string path)
{
    private const string Nutrition = "nutrition_record_table";
    private const string Pressures = "blood_pressure_record_table";
    private const string Glucose = "blood_glucose_record_table";
    private const string Flow = "menstruation_flow_record_table";

    private static readonly Measure Pressure = Measure.Of("blood-pressure");
    private static readonly Measure InBlood = Measure.Of("glucose", "mmol/L");
    private static readonly Measure InTissue = Measure.Of("glucose-interstitial", "mmol/L");
    private static readonly Measure Bleeding = Measure.Of("menstrual-flow");

    private readonly Handover handover = new(run.Context, run.Sink);
    private readonly HealthConnectApps apps = new();
    private readonly HashSet<string> read = new(StringComparer.OrdinalIgnoreCase);

    public void Read()
    {
        var tables = database.Tables().ToHashSet(StringComparer.OrdinalIgnoreCase);
        Guarded("application_info_table", tables, () => apps.Read(database));
        foreach (var table in HealthConnectTable.All)
            Guarded(table.Name, tables, () => Numbers(table));
        Guarded(Pressures, tables, BloodPressures);
        Guarded(Glucose, tables, BloodGlucose);
        Guarded(Flow, tables, MenstrualFlow);
        var children = new HealthConnectChildren(database, apps, handover);
        foreach (var child in HealthConnectChildren.Tables)
            Guarded(child.Parent, tables, () => children.Read(child, tables));
        var workouts = new HealthConnectWorkouts(database, apps, handover);
        Guarded(HealthConnectWorkouts.Table, tables, () => workouts.Read(tables, run));
        new HealthConnectOthers(database, run, path).Name(
            tables.Except(read, StringComparer.OrdinalIgnoreCase)
        );
    }

    /// <summary>Damage in one table says nothing about the next.</summary>
    private void Guarded(string table, HashSet<string> tables, Action reading)
    {
        if (!tables.Contains(table))
            return;
        read.Add(table);
        try
        {
            reading();
        }
        catch (InvalidDataException)
        {
            run.Sink.Warn(Warnings.TableDamaged, table, path);
        }
        run.Sink.Progress(run.Position());
    }

    private void Rows(string table, IEnumerable<string> columns, Action<DatabaseRow> give)
    {
        if (Of(database, table, columns) is { } sql)
            database.Each(sql, give);
        else
            run.Sink.Warn(Warnings.TableDamaged, table, path);
    }

    private void Numbers(HealthConnectTable table) =>
        Rows(
            table.Name,
            table.Column is null ? [] : [table.Column],
            row =>
            {
                // A meal of which nobody counted the energy has none: an empty cell is no record.
                if (table.OwnOrigin && row.IsNull(First))
                    return;
                WrittenNumber number = default;
                if (table.Column is not null && !Number(row, First, table, out number))
                    return;
                Give(row, table.Origin, table.Measure, number, isLength: table.Column is null);
            }
        );

    private bool Number(
        DatabaseRow row,
        int column,
        HealthConnectTable table,
        out WrittenNumber number
    )
    {
        number = default;
        if (row.IsNull(column))
            return handover.Refuse(table.Origin, RefusalReason.Incomplete, null);
        if (!row.TryNumber(column, out var written))
            return handover.Refuse(table.Origin, RefusalReason.NotANumber, row.Text(column));
        if ((table.Factor, table.Shift) == (1, 0))
            number = written;
        else if (!DecimalText.TryScale(written, table.Factor, table.Shift, out number))
            return handover.Refuse(table.Origin, RefusalReason.NotANumber, row.Text(column));
        return true;
    }

    private void BloodPressures() =>
        Rows(
            Pressures,
            ["systolic", "diastolic"],
            row =>
            {
                if (
                    row.TryNumber(First, out var systolic)
                    && row.TryNumber(First + 1, out var diastolic)
                )
                    Give(
                        row,
                        Pressures,
                        Pressure,
                        systolic,
                        new ReadingParts([diastolic, null, null])
                    );
                else
                    handover.Refuse(Pressures, RefusalReason.Incomplete, row.Text(First));
            }
        );

    private void BloodGlucose() =>
        Rows(
            Glucose,
            ["level", "specimen_source"],
            row =>
            {
                const long interstitialFluid = 1;
                if (row.TryNumber(First, out var level))
                    Give(
                        row,
                        Glucose,
                        row.Whole(First + 1) == interstitialFluid ? InTissue : InBlood,
                        level
                    );
                else
                    handover.Refuse(
                        Glucose,
                        row.IsNull(First) ? RefusalReason.Incomplete : RefusalReason.NotANumber,
                        row.Text(First)
                    );
            }
        );

    private void MenstrualFlow() =>
        Rows(
            Flow,
            ["flow"],
            row =>
            {
                var code = row.Whole(First) switch
                {
                    0 => "unspecified",
                    1 => "light",
                    2 => "medium",
                    3 => "heavy",
                    _ => null,
                };
                if (code is null)
                    handover.Refuse(Flow, RefusalReason.Code, row.Text(First));
                else
                    Give(row, Flow, Bleeding, Bleeding.Code(code));
            }
        );

    private void Give(
        DatabaseRow row,
        string origin,
        Measure measure,
        WrittenNumber value,
        ReadingParts? parts = null,
        bool isLength = false
    )
    {
        if (Instant(row, 3) is not { } start || Instant(row, 5) is not { } end)
        {
            handover.Refuse(origin, RefusalReason.Date, row.Text(3));
            return;
        }
        const double minute = 60_000;
        if (isLength)
            DecimalText.TryOf((end - start) / minute, out value);
        handover.Take(
            new Found(origin, measure, apps.Of(row.Whole(2)), start, end, value)
            {
                Parts = parts,
                Zone = Zone(row),
                Identity = Identity(row),
            }
        );
    }
}
