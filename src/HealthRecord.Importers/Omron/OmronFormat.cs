using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Omron;

/// <summary>The report that the Omron app sends: one row a measurement, newest first, <c>-</c> for nothing.</summary>
/// <remarks>A row that the device made of three measurements (TruRead) is a reading like any other: its parts are not in the file.</remarks>
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

    public string Code => "omron";

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(IsOurs)];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var diary = new PressureDiary(run, Code, "Omron");
        run.Each(files, (file, _) => diary.Read(file, Columns));
    }

    /// <summary>TruRead is Omron's own word in every language.</summary>
    private static bool IsOurs(SourceFile file) =>
        file.Head.Signature == Signature.Text
        && HeadLines.Any(
            file.Head,
            h =>
                h.Find("TruRead") >= 0 && h.Find(Columns.Systolic) >= 0 && h.Find(Columns.Date) >= 0
        );
}
