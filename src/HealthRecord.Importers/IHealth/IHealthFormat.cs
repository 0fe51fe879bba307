using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.IHealth;

/// <summary>The blood pressures that the iHealth app exports: <c>"Dec 31, 2025",07:04,140,80,72,</c>.</summary>
internal sealed class IHealthFormat : IFormat
{
    private static readonly PressureColumns Columns = new(
        ["Date"],
        ["Time", "Heure"],
        ["SYS"],
        ["DIA"],
        ["Pulse", "Pouls"]
    );

    public string Code => "ihealth";

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(IsOurs)];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var diary = new PressureDiary(run, Code, "iHealth");
        run.Each(files, (file, _) => diary.Read(file, Columns));
    }

    /// <summary>Others write SYS and DIA too; with the unit in brackets and the date in front it is iHealth.</summary>
    private static bool IsOurs(SourceFile file) =>
        file.Head.Signature == Signature.Text
        && HeadLines.Any(
            file.Head,
            h =>
                h.Find("Date") == 0
                && h.Find(Columns.Time) == 1
                && h.Find("SYS(mmHg)", "SYS(kPa)") == 2
                && h.Find("DIA(mmHg)", "DIA(kPa)") == 3
        );
}
