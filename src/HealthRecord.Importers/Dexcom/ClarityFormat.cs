using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Dexcom;

/// <summary>The export of Dexcom Clarity: rows about the patient and the devices first, then readings and events.</summary>
internal sealed class ClarityFormat : IFormat
{
    public string Code => "clarity";

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [
            .. files.Where(f =>
                f.Head.Signature == Signature.Text && HeadLines.Any(f.Head, ClarityColumns.IsHeader)
            ),
        ];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var table = new ClarityTable(run, Code);
        run.Each(files, (file, _) => table.Read(file));
    }
}
