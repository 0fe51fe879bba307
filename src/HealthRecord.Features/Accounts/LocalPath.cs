namespace HealthRecord.Features.Accounts;

/// <summary>Return addresses: a path of ours, or none.</summary>
internal static class LocalPath
{
    /// <summary>The path when a browser would stay on this host with it, else the other one.</summary>
    public static string Or(string? path, string otherwise) => IsLocal(path) ? path! : otherwise;

    // Browsers read "\" as "/" and skip control characters, also behind one more layer of percent signs.
    public static bool IsLocal(string? path)
    {
        if (string.IsNullOrEmpty(path) || path.Length > 2000 || path[0] != '/')
            return false;
        for (var (text, round) = (path, 0); round < 3; round++)
        {
            if (
                text.Any(char.IsControl)
                || text.Contains('\\')
                || text.StartsWith("//", StringComparison.Ordinal)
            )
                return false;
            text = Uri.UnescapeDataString(text);
        }
        return true;
    }
}
