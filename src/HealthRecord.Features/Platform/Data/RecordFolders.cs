using Microsoft.Extensions.Configuration;

namespace HealthRecord.Features.Platform.Data;

/// <summary>Where everything lies: absolute paths, never inside the source tree.</summary>
/// <param name="Record">The record's database; <c>Data:Directory</c>.</param>
/// <param name="KeyStore">The wrapped keys; <c>Sealing:StoreDirectory</c>.</param>
/// <param name="Keys">The key-encryption keys; <c>Sealing:KeyDirectory</c>.</param>
/// <param name="Demo">The invented family: it and the real record never open each other.</param>
public sealed record RecordFolders(string Record, string KeyStore, string Keys, bool Demo)
{
    public string Uploads => Beside("uploads");
    public string Mail => Beside("mail");

    /// <summary>Sealed letters that did not leave yet.</summary>
    public string Outbox => Beside("outbox");
    public string Backups => Beside("backups");
    public string RecordFile => Path.Combine(Record, "record.db");
    public string KeyFile => Path.Combine(KeyStore, "keys.db");

    public static RecordFolders From(IConfiguration configuration)
    {
        var demo = configuration.GetValue("Demo", false);
        var name = demo ? "healthrecord-demo" : "healthrecord";
        var data = Path.Combine(Home("XDG_DATA_HOME", ".local/share"), name);
        var config = Path.Combine(Home("XDG_CONFIG_HOME", ".config"), name);
        return new RecordFolders(
            Configured(configuration["Data:Directory"], Path.Combine(data, "record")),
            Configured(configuration["Sealing:StoreDirectory"], Path.Combine(data, "keystore")),
            Configured(configuration["Sealing:KeyDirectory"], Path.Combine(config, "keys")),
            demo
        );
    }

    /// <summary>Makes a folder that only its owner may enter.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(
                folder,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
    }

    /// <exception cref="StartRefusedException">A folder lies where it must not.</exception>
    public void Check(string contentRoot, string? backupTarget = null)
    {
        foreach (var folder in new[] { Record, KeyStore, Keys })
            if (InSourceTree(folder))
                throw new StartRefusedException(
                    $"Le dossier {folder} se trouve dans le code source : choisissez-en un autre.",
                    $"The folder {folder} is inside the source tree: choose another one."
                );
        var webRoot = Path.Combine(contentRoot, "wwwroot");
        foreach (var open in new[] { Record, KeyStore, Uploads, Mail, Outbox, Backups, webRoot })
            RefuseKeysIn(open);
        if (backupTarget is not null)
            RefuseKeysIn(backupTarget);
        if (Inside(KeyStore, Record) || Inside(Record, KeyStore))
            throw new StartRefusedException(
                $"Le coffre des clés {KeyStore} et le dossier {Record} doivent être séparés.",
                $"The key store {KeyStore} and the record's folder {Record} must be apart."
            );
    }

    internal static bool Inside(string inner, string outer)
    {
        var relative = Path.GetRelativePath(Real(outer), Real(inner));
        return relative == "."
            || (
                relative != ".."
                && !relative.StartsWith("../", StringComparison.Ordinal)
                && !Path.IsPathRooted(relative)
            );
    }

    private void RefuseKeysIn(string open)
    {
        if (Inside(Keys, open))
            throw new StartRefusedException(
                $"Le dossier des clés {Keys} se trouve dans {open}, qui est servi ou sauvegardé : déplacez-le.",
                $"The key folder {Keys} is inside {open}, which is served or backed up: move it."
            );
    }

    private string Beside(string name) =>
        Path.Combine(Path.GetDirectoryName(Record) ?? Record, name);

    private static string Configured(string? path, string otherwise) =>
        Path.TrimEndingDirectorySeparator(
            Path.GetFullPath(string.IsNullOrWhiteSpace(path) ? otherwise : path)
        );

    // A relative path in these variables is to be ignored (XDG Base Directory Specification).
    private static string Home(string variable, string otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } path && Path.IsPathRooted(path)
            ? path
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                otherwise
            );

    private static bool InSourceTree(string folder)
    {
        for (var up = folder; up is not null; up = Path.GetDirectoryName(up))
            if (File.Exists(Path.Combine(up, "HealthRecord.sln")))
                return true;
        return false;
    }

    // A link must not lead around the rule; parts that do not exist yet are taken as written.
    private static string Real(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full) && Directory.ResolveLinkTarget(full, true) is { } target)
            return Real(target.FullName);
        return Path.GetDirectoryName(full) is { } parent
            ? Path.Combine(Real(parent), Path.GetFileName(full))
            : full;
    }
}
