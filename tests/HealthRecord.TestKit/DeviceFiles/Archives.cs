using System.IO.Compression;
using System.Text;
using ICSharpCode.SharpZipLib.Zip;

namespace HealthRecord.TestKit;

/// <summary>Archives written by the test that uploads them.</summary>
public static class Archives
{
    public static byte[] Of(params IReadOnlyList<(string Path, byte[] Content)> members)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content) in members)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        return file.ToArray();
    }

    /// <summary>Encrypted as phones and computers do it today.</summary>
    public static byte[] Locked(string password, string path, byte[] content)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipOutputStream(file) { IsStreamOwner = false, Password = password })
        {
            zip.PutNextEntry(new ZipEntry(path) { AESKeySize = 256 });
            zip.Write(content);
            zip.CloseEntry();
        }
        return file.ToArray();
    }

    public static byte[] Text(params IReadOnlyList<string> lines) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n");
}
