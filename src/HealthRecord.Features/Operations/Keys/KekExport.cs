using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.Operations.Keys;

/// <summary>The key-encryption keys under a passphrase, in a file for an offline place.</summary>
/// <remarks>
/// JSON with salt, nonce and cell in base64. Key: PBKDF2-HMAC-SHA-512 of the passphrase (UTF-8), 600,000 rounds, 32 bytes;
/// cell: AES-256-GCM of the list of keys, its tag last; associated data: format, rounds and salt.
/// </remarks>
internal sealed record KekExport(int Format, int Rounds, byte[] Salt, byte[] Nonce, byte[] Cell)
{
    public const int LeastPassphrase = 12;
    private const int OurRounds = 600_000;
    private const int MostRounds = 10_000_000;

    public static KekExport Seal(IReadOnlyDictionary<string, byte[]> keys, string passphrase)
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        var nonce = RandomNumberGenerator.GetBytes(SealedCell.NonceSize);
        var plain = JsonSerializer.SerializeToUtf8Bytes(
            new SortedDictionary<string, byte[]>(
                keys.ToDictionary(StringComparer.Ordinal),
                StringComparer.Ordinal
            ),
            KekExportJson.Default.SortedDictionaryStringByteArray
        );
        var cell = new byte[plain.Length + SealedCell.TagSize];
        using var aes = Cipher(passphrase, salt, OurRounds);
        aes.Encrypt(
            nonce,
            plain,
            cell.AsSpan(0, plain.Length),
            cell.AsSpan(plain.Length),
            Bound(1, OurRounds, salt)
        );
        CryptographicOperations.ZeroMemory(plain);
        return new KekExport(1, OurRounds, salt, nonce, cell);
    }

    /// <exception cref="StartRefusedException">Another passphrase, or an altered file.</exception>
    public IReadOnlyDictionary<string, byte[]> Open(string passphrase)
    {
        if (
            Format != 1
            || Rounds is < 1 or > MostRounds
            || Nonce.Length != SealedCell.NonceSize
            || Cell.Length < SealedCell.TagSize
        )
            throw NotAnExport();
        var plain = new byte[Cell.Length - SealedCell.TagSize];
        try
        {
            using var aes = Cipher(passphrase, Salt, Rounds);
            aes.Decrypt(
                Nonce,
                Cell.AsSpan(0, plain.Length),
                Cell.AsSpan(plain.Length),
                plain,
                Bound(Format, Rounds, Salt)
            );
            return JsonSerializer.Deserialize(
                    plain,
                    KekExportJson.Default.SortedDictionaryStringByteArray
                ) ?? throw NotAnExport();
        }
        catch (CryptographicException)
        {
            throw new StartRefusedException(
                "La copie ne s'ouvre pas : la phrase secrète est fausse, ou le fichier a été modifié.",
                "The copy does not open: the passphrase is wrong, or the file was altered."
            );
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Never overwrites, and only its owner can read it.</summary>
    public async Task WriteAsync(string file, CancellationToken ct)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(file, options);
        await JsonSerializer.SerializeAsync(stream, this, KekExportJson.Default.KekExport, ct);
        stream.Flush(flushToDisk: true);
    }

    public static async Task<KekExport> ReadAsync(string file, CancellationToken ct)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            return await JsonSerializer.DeserializeAsync(
                    stream,
                    KekExportJson.Default.KekExport,
                    ct
                ) ?? throw NotAnExport();
        }
        catch (JsonException)
        {
            throw NotAnExport();
        }
    }

    private static AesGcm Cipher(string passphrase, byte[] salt, int rounds)
    {
        var key = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(passphrase),
            salt,
            rounds,
            HashAlgorithmName.SHA512,
            PinnedKey.Size
        );
        var aes = new AesGcm(key, SealedCell.TagSize);
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }

    private static byte[] Bound(int format, int rounds, byte[] salt) =>
        [.. Encoding.ASCII.GetBytes($"healthrecord-keys|{format}|{rounds}|"), .. salt];

    private static StartRefusedException NotAnExport() =>
        new(
            "Ce fichier n'est pas une copie des clés faite par keys export.",
            "This file is no copy of the keys made by keys export."
        );
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(KekExport))]
[JsonSerializable(typeof(SortedDictionary<string, byte[]>))]
internal sealed partial class KekExportJson : JsonSerializerContext;
