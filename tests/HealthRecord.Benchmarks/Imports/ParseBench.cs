using System.Diagnostics;
using HealthRecord.Importers;

namespace HealthRecord.Benchmarks;

/// <summary>Only reading: from the file to readings that nobody keeps.</summary>
internal static class ParseBench
{
    private const int Passes = 3;

    public static async Task<IReadOnlyList<Measured>> RunAsync(long records, CancellationToken ct)
    {
        await using var export = await GeneratedExport.MakeAsync(records, ct);
        var bare = Best(() => BareXml.Pass(export.XmlPath));
        var (xml, xmlMemory) = Import(export.XmlPath, ct);
        var (zip, zipMemory) = Import(export.ZipPath, ct);
        var mega = export.XmlBytes / 1e6;
        var size = $"{records / 1_000_000.0:0.#} M records, {mega:0} MB";
        return
        [
            new($"bare XmlReader, {size}", "", $"{bare:0.00} s ({mega / bare:0} MB/s)", true),
            Line($"parse XML, {size}", bare, xml, xmlMemory),
            // Reported beside it: unpacking and its check sum are the archive's own cost.
            Line($"parse ZIP, {size}", bare, zip, zipMemory) with
            {
                Budget = "",
                IsKept = true,
            },
        ];
    }

    private static Measured Line(string what, double bare, double seconds, double memory) =>
        new(
            what,
            "below 1 x bare, under 50 MB",
            $"{seconds:0.00} s = {seconds / bare:0.00} x bare, {memory:0} MB",
            seconds < bare && memory < 50
        );

    private static (double Seconds, double Megabytes) Import(string path, CancellationToken ct)
    {
        var memory = 0L;
        var seconds = Best(() =>
        {
            var before = MemoryNow();
            using var file = File.OpenRead(path);
            var sink = new CountingSink(() => memory = Math.Max(memory, MemoryNow() - before));
            FileImport.Read(file, GeneratedExport.Context, sink, ct);
        });
        return (seconds, memory / 1e6);
    }

    private static long MemoryNow() => Environment.WorkingSet;

    private static double Best(Action pass)
    {
        var best = double.MaxValue;
        for (var i = 0; i < Passes; i++)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            pass();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }
        return best;
    }
}
