using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Samsung;

/// <summary>The archive of Samsung Health, or one of its tables: the first line names the table, its version and a count.</summary>
internal sealed class SamsungFormat : IFormat
{
    private const string Json = "jsons";

    public string Code => "samsung";

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        files.Any(IsTable) ? [.. files.Where(f => IsTable(f) || IsBeside(f))] : [];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var devices = new SamsungDevices();
        run.Each(files.Where(SamsungDevices.IsTable), (file, _) => devices.Read(file));
        var sources = new SamsungSources(Code, devices);
        var tables = new SamsungTables(run, sources);
        run.Each(
            files.Where(f => IsTable(f) && !SamsungDevices.IsTable(f)),
            (file, _) => tables.Read(file)
        );
        var series = new SamsungSeries(run, sources);
        run.Each(files.Where(SamsungSeries.IsSeries), series.Read);
        foreach (
            var left in files
                .Where(f => !IsTable(f) && !SamsungSeries.IsSeries(f))
                .GroupBy(TableOf, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
        )
            run.Sink.Warn(Warnings.TableNotImported, left.Key, $"{left.Count()}");
    }

    /// <summary>The name of the table that a file beside the tables belongs to.</summary>
    public static string TableOf(SourceFile file)
    {
        var parts = file.Path.Split('/');
        return Array.FindLast(
                parts[..^1],
                p => p.StartsWith("com.samsung.", StringComparison.Ordinal)
            ) ?? file.Name;
    }

    private static bool IsTable(SourceFile file) =>
        file.Head.Signature == Signature.Text
        && file.Head.Start.StartsWith("com.samsung.", StringComparison.Ordinal);

    private static bool IsBeside(SourceFile file) =>
        file.IsUnder(Json) && file.Path.Contains("/com.samsung.", StringComparison.Ordinal);
}
