using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Zepp;

/// <summary>The archive that Zepp (Amazfit, Mi Fit) sends: one folder a table, each table known by its columns.</summary>
internal sealed class ZeppFormat : IFormat
{
    public string Code => "zepp";

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files)
    {
        var certain = files.Any(f => KindOf(f) is { IsCertain: true });
        return
        [
            .. files.Where(f =>
                KindOf(f) is { } kind && (kind.IsCertain || (certain && f.IsMember))
            ),
        ];
    }

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var persons = ZeppPersons.Of(files.Where(f => KindOf(f) == ZeppTable.Body), run);
        var tables = new ZeppTables(run, persons);
        run.Each(
            // Who it is stands beside the readings.
            files.OrderBy(f => KindOf(f) != ZeppTable.User),
            (file, _) => tables.Read(KindOf(file) ?? ZeppTable.Body, file)
        );
    }

    private static ZeppTable? KindOf(SourceFile file) =>
        file.Head.Signature == Signature.Text && HeadLines.Rows(file.Head) is [var first, ..]
            ? ZeppTable.Find(new(first.Cells))
            : null;
}
