using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Operations.Backups;

/// <summary>The key half of a backup: always the present, one pair of file and manifest. The manifest comes last and makes it valid.</summary>
internal static class KeySet
{
    /// <exception cref="IOException">The place cannot be reached.</exception>
    public static async Task RewriteAsync(
        string folder,
        IRecordCopies copies,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException(folder);
        var name = Path.Combine(folder, $"keys-{Manifest.Stamp(clock)}-{Ids.New():N}");
        await copies.CopyKeysAsync(name + ".db", ct);
        var manifest = await Manifest.OfAsync(copies, name + ".db", clock, ct);
        await manifest.WriteAsync(name + ".json", ct);
        foreach (var old in Directory.GetFiles(folder, "keys-*"))
            if (!old.StartsWith(name, StringComparison.Ordinal))
                File.Delete(old);
    }

    /// <summary>The newest valid pair, or null.</summary>
    public static string? Newest(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .GetFiles(folder, "keys-*.json")
                .Where(m => File.Exists(Path.ChangeExtension(m, ".db")))
                .OrderByDescending(m => m, StringComparer.Ordinal)
                .FirstOrDefault()
            : null;
}
