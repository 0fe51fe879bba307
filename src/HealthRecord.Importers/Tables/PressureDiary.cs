using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Tables;

/// <summary>A table of blood pressures with a date and a time in columns of their own, as the apps of monitors write it.</summary>
/// <param name="format">Code of the format.</param>
/// <param name="brand">Name of the source: such files name no device.</param>
/// <remarks>
/// Local time without zone; newest or oldest first. A reading is named by what it says. Notes come last, so that what they
/// spill into further cells harms nothing.
/// </remarks>
internal sealed class PressureDiary(FormatRun run, string format, string brand)
{
    private readonly Handover handover = new(run.Context, run.Sink);
    private readonly SourceKey source = new(format, brand);

    /// <param name="columns">The names that each may have; the first found is taken.</param>
    public void Read(SourceFile file, PressureColumns columns)
    {
        var times = TableTimes.Of(run, format, Times(file, columns));
        using var table = TableReader.Open(file);
        if (!Find(table, columns))
            throw new ImportRefusedException(Refusals.NotAnExport);
        var header = table.Header;
        var (date, time) = (header.Find(columns.Date), header.Find(columns.Time));
        var (systolic, diastolic, pulse) = (
            header.Find(columns.Systolic),
            header.Find(columns.Diastolic),
            header.Find(columns.Pulse)
        );
        var kPa = TableHeader.Plain(header.UnitOf(systolic)) == "kpa";
        var rows = new RowReadings(handover, table.Delimiter == ';');
        while (table.Read() is { } row)
        {
            run.Stop.ThrowIfCancellationRequested();
            var when = $"{row[date]} {row[time]}".Trim();
            if (row.IsCut)
                rows.Unusable(RefusalReason.Incomplete, null, row.Line);
            else if (kPa)
                rows.Unusable(RefusalReason.Unit, header.NameOf(systolic), row.Line);
            else if (!times.TryParse(when, out var written) || !written.HasTime)
                rows.Unusable(RefusalReason.Date, when, row.Line);
            else
            {
                var ms = times.MsOf("", written);
                rows.At(source, ms, ms, written.Zone, row.Line);
            }
            rows.Pressure(
                new(
                    (header.NameOf(systolic), row[systolic]),
                    (header.NameOf(diastolic), row[diastolic]),
                    ("", ""),
                    (header.NameOf(pulse), row[pulse])
                )
            );
        }
        times.Finish();
    }

    private static bool Find(TableReader table, PressureColumns columns) =>
        table.FindAnyHeader(columns.Date, columns.Systolic, columns.Diastolic);

    private static IEnumerable<(string, string)> Times(SourceFile file, PressureColumns columns)
    {
        using var table = TableReader.Open(file);
        if (!Find(table, columns))
            yield break;
        var (date, time) = (table.Header.Find(columns.Date), table.Header.Find(columns.Time));
        while (table.Read() is { } row)
            yield return ("", $"{row[date]} {row[time]}".Trim());
    }
}

/// <summary>Names that the columns of such a table have, in the languages in which they have been seen.</summary>
internal sealed record PressureColumns(
    string[] Date,
    string[] Time,
    string[] Systolic,
    string[] Diastolic,
    string[] Pulse
);
