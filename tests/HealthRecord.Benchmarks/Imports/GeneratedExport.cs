using System.IO.Compression;
using HealthRecord.Importers;
using HealthRecord.TestKit;

namespace HealthRecord.Benchmarks;

/// <summary>A generated export in a folder of its own, as XML and as ZIP; the folder is deleted afterwards.</summary>
internal sealed class GeneratedExport : IAsyncDisposable
{
    private readonly string folder = Directory
        .CreateTempSubdirectory("healthrecord-bench-")
        .FullName;

    public static ImportContext Context { get; } =
        new(
            new ImportLimits(64L << 30),
            new DateTimeOffset(AppleExports.Until).ToUnixTimeMilliseconds(),
            null
        );

    public string XmlPath => Path.Combine(folder, "export.xml");
    public string ZipPath => Path.Combine(folder, "export.zip");
    public long XmlBytes => new FileInfo(XmlPath).Length;

    public static async Task<GeneratedExport> MakeAsync(long records, CancellationToken ct)
    {
        var export = new GeneratedExport();
        await using (var xml = File.Create(export.XmlPath, 1 << 16))
            AppleExports.WriteXml(xml, records);
        ct.ThrowIfCancellationRequested();
        await using var file = File.Create(export.ZipPath);
        await using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        await zip.CreateEntryFromFileAsync(
            export.XmlPath,
            "apple_health_export/export.xml",
            CompressionLevel.Optimal,
            ct
        );
        return export;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
