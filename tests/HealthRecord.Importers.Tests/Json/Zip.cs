using System.IO.Compression;
using System.Text;

namespace HealthRecord.Importers.Tests.Json;

/// <summary>An archive written by the test that reads it.</summary>
internal static class Zip
{
    public static byte[] Of(params (string Path, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, text) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        return bytes.ToArray();
    }

    public static ImportedFile Import(params (string Path, string Text)[] files) =>
        ImportedFile.Of(Of(files));
}
