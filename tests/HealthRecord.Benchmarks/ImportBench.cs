using System.Diagnostics;
using System.Xml;
using HealthRecord.Importers;
using HealthRecord.TestKit;

namespace HealthRecord.Benchmarks;

/// <summary>Imports of generated exports, beside a bare pass of <see cref="XmlReader"/> over the same file in the same run.</summary>
internal static class ImportBench
{
    private const int Passes = 3;

    /// <summary>Only reading: from the file to readings that nobody keeps.</summary>
    public static async Task<IReadOnlyList<Measured>> ParseAsync(long records, CancellationToken ct)
    {
        await using var export = await GeneratedExport.MakeAsync(records, ct);
        var bare = Best(() => BarePass(export.XmlPath));
        var (xml, xmlMemory) = Import(export.XmlPath, ct);
        var (zip, zipMemory) = Import(export.ZipPath, ct);
        var mega = export.XmlBytes / 1e6;
        var size = $"{records / 1_000_000.0:0.#} M records, {mega:0} MB";
        return
        [
            new($"bare XmlReader, {size}", "", $"{bare:0.00} s ({mega / bare:0} MB/s)", true),
            Line($"parse XML, {size}", bare, xml, xmlMemory),
            Line($"parse ZIP, {size}", bare, zip, zipMemory),
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

    /// <summary>What any reader of the file has to pay at least with the platform's own parser.</summary>
    internal static long BarePass(string path)
    {
        using var file = File.OpenRead(path);
        using var reader = XmlReader.Create(
            file,
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore }
        );
        var characters = 0L;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            while (reader.MoveToNextAttribute())
                characters += reader.Value.Length;
        }
        return characters;
    }
}
