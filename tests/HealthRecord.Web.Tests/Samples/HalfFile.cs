using System.IO.Compression;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>A file as an earlier or a broken-off export would have been: with the first half of what it holds.</summary>
internal static class HalfFile
{
    /// <summary>Null where the format cannot be cut: an archive of one file.</summary>
    public static byte[]? Of(string name, byte[] file)
    {
        if (file.AsSpan().StartsWith("PK"u8))
            return Members(file);
        var half = file.Length / 2;
        if (name.EndsWith(".fit", StringComparison.Ordinal))
            return file[..half];
        return file[..(file.AsSpan(0, half).LastIndexOf((byte)'\n') + 1)] is { Length: > 0 } lines
            ? lines
            : null;
    }

    private static byte[]? Members(byte[] file)
    {
        using var whole = new ZipArchive(new MemoryStream(file));
        var members = whole.Entries.Where(e => e.Length > 0).ToList();
        if (members.Count < 2)
            return null;
        using var half = new MemoryStream();
        using (var zip = new ZipArchive(half, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var member in members.Take(members.Count / 2))
            {
                using var from = member.Open();
                using var to = zip.CreateEntry(member.FullName).Open();
                from.CopyTo(to);
            }
        return half.ToArray();
    }
}
