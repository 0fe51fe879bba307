using System.IO.Compression;
using System.Text;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests.Import;

/// <summary>Files of which nothing can be read, as people and attackers send them.</summary>
internal static class BadFiles
{
    private const int PastTheFirstHundredMegabytes = 110 << 20;

    public static byte[] Of(string what) =>
        what switch
        {
            "not a zip" => "Bonjour, ceci est une lettre."u8.ToArray(),
            "another XML" => "<?xml version=\"1.0\"?><kml></kml>"u8.ToArray(),
            "encrypted" => Encrypted(),
            "zip bomb" => Bomb(),
            "entry outside" => Zip(("../export.xml", Good().Bytes())),
            "without the export" => Zip(("photos/lac.txt", "un lac"u8.ToArray())),
            "cut zip" => Good().Zip()[..^40],
            "nested" => Nested(5),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, "No such file."),
        };

    private static byte[] Nested(int times)
    {
        var zip = Good().Zip();
        for (var i = 0; i < times; i++)
            zip = Zip(("export.zip", zip));
        return zip;
    }

    public static AppleExport Good() =>
        AppleExport
            .With()
            .HeartRate("2024-03-01 08:00:00", 62)
            .HeartRate("2024-03-01 08:05:00", 66);

    // Bit 0 of the flags, in the entry's own header and in the directory.
    private static byte[] Encrypted()
    {
        var zip = Good().Zip();
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        return zip;
    }

    private static byte[] Bomb()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var export = zip.CreateEntry(
                    "apple_health_export/export.xml",
                    CompressionLevel.Optimal
                )
                .Open();
            export.Write(Encoding.UTF8.GetBytes(Good().Cut().Xml()));
            var blanks = new byte[1 << 20];
            blanks.AsSpan().Fill((byte)' ');
            for (var written = 0; written < PastTheFirstHundredMegabytes; written += blanks.Length)
                export.Write(blanks);
            export.Write("</HealthData>"u8);
        }
        return file.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        return file.ToArray();
    }
}
