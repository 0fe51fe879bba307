using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.LibreView;

/// <summary>The glucose table of LibreView: a line about who made it, then nineteen columns in one order whatever the language.</summary>
internal sealed class LibreViewFormat : IFormat
{
    public string Code => "libreview";

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [
            .. files.Where(f =>
                f.Head.Signature == Signature.Text
                && HeadLines.Any(f.Head, LibreViewColumns.IsHeader)
            ),
        ];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var table = new LibreViewTable(run, Code);
        run.Each(files, (file, _) => table.Read(file));
    }
}
