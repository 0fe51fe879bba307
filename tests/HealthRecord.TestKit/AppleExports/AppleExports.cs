using System.IO.Compression;

namespace HealthRecord.TestKit;

/// <summary>What a generated export holds, to compare with what came of it.</summary>
/// <param name="ByType">Top-level records per Apple type.</param>
public sealed record AppleExportContents(
    long Records,
    IReadOnlyDictionary<string, long> ByType,
    int Correlations,
    int Workouts,
    int Days
);

/// <summary>Writes exports like those of somebody who wears a watch and carries a phone: any number of records, always the same ones.</summary>
/// <remarks>
/// About a thousand records a day, grouped by type and in the order of time, as the phone writes them. Six in ten are
/// heart rates. Memory does not grow with the number of records.
/// </remarks>
public static class AppleExports
{
    /// <summary>Nothing lies after it.</summary>
    public static readonly DateTime Until = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    public static AppleExportContents WriteXml(Stream to, long records, ulong seed = 1) =>
        new AppleExportStory(to, records, seed).Write();

    public static AppleExportContents WriteZip(
        Stream to,
        long records,
        ulong seed = 1,
        CompressionLevel level = CompressionLevel.Optimal
    )
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        using (var cda = zip.CreateEntry("apple_health_export/export_cda.xml").Open())
            cda.Write("<?xml version=\"1.0\"?>\n<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>\n"u8);
        using var export = zip.CreateEntry("apple_health_export/export.xml", level).Open();
        return WriteXml(export, records, seed);
    }

    public static byte[] Xml(long records, ulong seed = 1)
    {
        using var to = new MemoryStream();
        WriteXml(to, records, seed);
        return to.ToArray();
    }

    public static byte[] Zip(long records, ulong seed = 1)
    {
        using var to = new MemoryStream();
        WriteZip(to, records, seed);
        return to.ToArray();
    }
}
