using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using HealthRecord.Features.Platform.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>
/// Letters on the disk, sealed by the cookie ring: they hold addresses and secrets of links. With the ring lost they are
/// lost too, and whoever waited for one asks again; the record does not depend on them.
/// </summary>
internal sealed class OutboxFolder(
    RecordFolders folders,
    IDataProtectionProvider protection,
    TimeProvider clock,
    ILogger<OutboxFolder> log
)
{
    private const string Ending = ".letter";

    /// <summary>An older one has been overtaken: links in mails live a day, and a receipt that late only frightens.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(3);
    private readonly IDataProtector seal = protection.CreateProtector("HealthRecord.Outbox");
    private int written;

    /// <returns>The file; null when it could not be written, and the letter lives in memory only.</returns>
    public string? Keep(Letter letter)
    {
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{clock.GetUtcNow().ToUnixTimeMilliseconds():D15}-{Interlocked.Increment(ref written):D6}-{Ids.New():N}"
        );
        var file = Path.Combine(folders.Outbox, name + Ending);
        try
        {
            RecordFolders.Create(folders.Outbox);
            var bytes = seal.Protect(
                JsonSerializer.SerializeToUtf8Bytes(letter, LetterJson.Default.Letter)
            );
            using (
                var stream = new FileStream(file + ".part", FileMode.CreateNew, FileAccess.Write)
            )
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(file + ".part", file);
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("A mail could not be kept on the disk: {Fault}", e.GetType().Name);
            return null;
        }
    }

    /// <summary>What is there and not too old, oldest first.</summary>
    public IReadOnlyList<PostedLetter> Left()
    {
        if (!Directory.Exists(folders.Outbox))
            return [];
        var oldest = clock.GetUtcNow().UtcDateTime - Life;
        var left = new List<PostedLetter>();
        foreach (
            var file in Directory
                .GetFiles(folders.Outbox, "*" + Ending)
                .Order(StringComparer.Ordinal)
        )
            if (WrittenUtc(file) > oldest && Open(file) is { } letter)
                left.Add(new PostedLetter(letter, file));
            else
                Forget(file);
        return left;
    }

    public static void Forget(string? file)
    {
        if (file is not null)
            File.Delete(file);
    }

    private Letter? Open(string file)
    {
        try
        {
            var opened = seal.Unprotect(File.ReadAllBytes(file));
            return JsonSerializer.Deserialize(opened, LetterJson.Default.Letter);
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            log.LogWarning("A mail that was kept cannot be read any more.");
            return null;
        }
    }

    private static DateTime WrittenUtc(string file) =>
        long.TryParse(
            Path.GetFileName(file).Split('-')[0],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var at
        )
            ? DateTimeOffset.FromUnixTimeMilliseconds(at).UtcDateTime
            : DateTime.MinValue;
}

[JsonSerializable(typeof(Letter))]
internal sealed partial class LetterJson : JsonSerializerContext;
