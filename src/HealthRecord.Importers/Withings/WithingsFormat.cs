using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Withings;

/// <summary>The archive that Withings makes of an account, or one of its tables of measurements alone.</summary>
/// <remarks>
/// Tables of measurements are known by their columns. Those of trackers all have the same columns: they are believed by
/// their names, and only inside such an archive.
/// </remarks>
internal sealed class WithingsFormat : IFormat
{
    public string Code => "withings";

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files)
    {
        var folders = files
            .Where(f => WithingsTables.IsMeasurements(f) || WithingsTables.IsTracker(f))
            .Select(FolderOf)
            .ToHashSet(StringComparer.Ordinal);
        return folders.Count == 0
            ? []
            :
            [
                .. files.Where(f =>
                    WithingsTables.IsMeasurements(f)
                    || (
                        f.IsMember
                        && f.Head.Signature == Signature.Text
                        && folders.Contains(FolderOf(f))
                        && f.Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
                    )
                ),
            ];
    }

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var tables = new WithingsTables(run, Code);
        var trackers = new WithingsTrackers(run, Code);
        run.Each(
            files,
            (file, _) =>
            {
                if (!tables.Read(file) && !trackers.Read(file))
                    Count(file, run);
            }
        );
    }

    private static void Count(SourceFile file, FormatRun run)
    {
        using var table = TableReader.Open(file);
        table.Read();
        var rows = 0;
        while (table.Read() is not null)
            rows++;
        if (rows > 0)
            run.Sink.Warn(Warnings.TableNotImported, file.Name, $"{rows}");
    }

    private static string FolderOf(SourceFile file) =>
        file.Path[..(file.Path.Length - file.Name.Length)];
}
