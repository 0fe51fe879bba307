using System.Collections.Frozen;
using System.Globalization;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Omron;

/// <summary>The report that the Omron app sends: one row a measurement, newest first, <c>-</c> for nothing.</summary>
/// <remarks>A row that the device made of three measurements (TruRead) counts for them where they stand in the file as well.</remarks>
internal sealed class OmronFormat : IFormat
{
    /// <summary>English as documented; the names in other languages are unconfirmed.</summary>
    private static readonly PressureColumns Columns = new(
        ["Date", "Datum", "Fecha", "Data"],
        ["Time", "Heure", "Zeit", "Hora", "Ora"],
        ["Systolic", "Systolique", "Systolisch", "Sistolica", "SYS"],
        ["Diastolic", "Diastolique", "Diastolisch", "Diastolica", "DIA"],
        ["Pulse", "Pouls", "Puls", "Pulso", "Polso"]
    );

    private const string TruRead = "TruRead";
    private const int MostAverages = 1_000_000;

    /// <summary>Which word stands for yes is unconfirmed: whatever is none of these.</summary>
    private static readonly FrozenSet<string> NotMarked = FrozenSet.ToFrozenSet(
        ["", "-", "0", "no", "non", "nein", "false", "n"],
        StringComparer.OrdinalIgnoreCase
    );

    public string Code => "omron";

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(IsOurs)];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var (averages, parts) = (0L, 0L);
        run.Each(
            files,
            (file, _) =>
            {
                var sink = new TruReadSink(run.Sink, AveragesOf(file, run.Stop));
                var inner = new FormatRun(run.Context, sink, run.Position, run.Stop);
                new PressureDiary(inner, Code, "Omron").Read(file, Columns);
                sink.Finish();
                averages += sink.Averages;
                parts += sink.PartsMerged;
            }
        );
        if (averages > 0)
            run.Sink.Warn(
                Warnings.Averages,
                averages.ToString(CultureInfo.InvariantCulture),
                parts.ToString(CultureInfo.InvariantCulture)
            );
    }

    /// <summary>Lines that are marked as the average of several measurements.</summary>
    private static HashSet<long> AveragesOf(SourceFile file, CancellationToken ct)
    {
        using var table = TableReader.Open(file);
        var marked = new HashSet<long>();
        if (!table.FindAnyHeader(Columns.Date, Columns.Systolic, Columns.Diastolic))
            return marked;
        var mark = table.Header.Find(TruRead);
        while (marked.Count < MostAverages && table.Read() is { } row)
        {
            ct.ThrowIfCancellationRequested();
            if (!NotMarked.Contains(row[mark]))
                marked.Add(row.Line);
        }
        return marked;
    }

    /// <summary>TruRead is Omron's own word in every language.</summary>
    private static bool IsOurs(SourceFile file) =>
        file.Head.Signature == Signature.Text
        && HeadLines.Any(
            file.Head,
            h => h.Find(TruRead) >= 0 && h.Find(Columns.Systolic) >= 0 && h.Find(Columns.Date) >= 0
        );
}
