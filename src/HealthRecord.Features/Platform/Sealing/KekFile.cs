using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>One key-encryption key in a file: <c>kek-0001.key</c>, mode 0600.</summary>
/// <remarks>Three lines: <c>id kek-0001</c>, <c>key</c> and 32 bytes in base64, <c>check</c> and 8 hexadecimal digits.</remarks>
internal static class KekFile
{
    public static string Id(int number) =>
        "kek-" + number.ToString("D4", CultureInfo.InvariantCulture);

    public static int Number(string id) =>
        id.StartsWith("kek-", StringComparison.Ordinal)
        && int.TryParse(
            id.AsSpan(4),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : throw new FormatException($"{id} is not the number of a key.");

    public static IReadOnlyList<string> List(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateFiles(folder, "kek-*.key")
                .Select(f => Path.GetFileNameWithoutExtension(f))
                .Where(id => int.TryParse(id.AsSpan(4), NumberStyles.None, null, out _))
                .OrderBy(Number)
                .ToList()
            : [];

    /// <summary>Never overwrites: a number stands for one key for ever.</summary>
    public static void Write(string folder, string id, ReadOnlySpan<byte> key)
    {
        RecordFolders.Create(folder);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.WriteThrough,
        };
        // In the same call as the creation: there is no moment at which others could open it.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(PathOf(folder, id), options);
        file.Write(
            Encoding.ASCII.GetBytes(
                $"id {id}\nkey {Convert.ToBase64String(key)}\ncheck {Check(id, key)}\n"
            )
        );
        file.Flush(flushToDisk: true);
    }

    /// <exception cref="StartRefusedException">Others can read it, or it is not what was written.</exception>
    public static PinnedKey Read(string folder, string id)
    {
        var path = PathOf(folder, id);
        RefuseOpenModes(path);
        var lines = File.ReadAllLines(path);
        Span<byte> key = stackalloc byte[PinnedKey.Size];
        if (
            lines is not [var idLine, var keyLine, var checkLine, ..]
            || idLine != "id " + id
            || !keyLine.StartsWith("key ", StringComparison.Ordinal)
            || !Convert.TryFromBase64String(keyLine[4..], key, out var length)
            || length != PinnedKey.Size
            || checkLine != "check " + Check(id, key)
        )
            throw new StartRefusedException(
                $"Le fichier de clé {path} est abîmé : remettez en place la copie d'origine.",
                $"The key file {path} is damaged: put its original copy back."
            );
        var pinned = new PinnedKey(key);
        CryptographicOperations.ZeroMemory(key);
        return pinned;
    }

    public static void RefuseOpenModes(string path)
    {
        if (OperatingSystem.IsWindows() || !(File.Exists(path) || Directory.Exists(path)))
            return;
        const UnixFileMode others =
            UnixFileMode.GroupRead
            | UnixFileMode.GroupWrite
            | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead
            | UnixFileMode.OtherWrite
            | UnixFileMode.OtherExecute;
        if ((File.GetUnixFileMode(path) & others) != UnixFileMode.None)
            throw new StartRefusedException(
                $"D'autres comptes de cette machine peuvent ouvrir {path} : réservez-le à son propriétaire (chmod go= {path}).",
                $"Other accounts of this machine can open {path}: keep it to its owner (chmod go= {path})."
            );
    }

    public static string PathOf(string folder, string id) => Path.Combine(folder, id + ".key");

    private static string Check(string id, ReadOnlySpan<byte> key)
    {
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes("check " + id), mac);
        return Convert.ToHexStringLower(mac[..4]);
    }
}
