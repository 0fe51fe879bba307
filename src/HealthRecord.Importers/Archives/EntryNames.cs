using System.IO.Compression;

namespace HealthRecord.Importers.Archives;

/// <summary>What can be told of an entry by its name. The name is never used as a path.</summary>
internal static class EntryNames
{
    private const int LinkMode = 0xA000;
    private const int ModeMask = 0xF000;

    /// <summary>Absolute, with a drive, through a parent folder, or a link.</summary>
    public static bool IsOutside(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        if (((entry.ExternalAttributes >> 16) & ModeMask) == LinkMode)
            return true;
        if (name.StartsWith('/') || name.StartsWith('\\') || name is [_, ':', ..])
            return true;
        return name.Contains("..", StringComparison.Ordinal)
            && name.Split('/', '\\').Contains("..", StringComparer.Ordinal);
    }

    /// <summary>Folders, and what computers leave behind: resource forks are named like the file they belong to.</summary>
    public static bool IsNoise(ZipArchiveEntry entry) =>
        entry.Name.Length == 0
        || entry.Name.StartsWith("._", StringComparison.Ordinal)
        || string.Equals(entry.Name, ".DS_Store", StringComparison.Ordinal)
        || entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);
}
