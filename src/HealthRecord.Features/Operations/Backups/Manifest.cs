using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Operations.Backups;

/// <summary>What one half of a backup holds, written beside it: a copy that says otherwise is not restored.</summary>
internal sealed record Manifest
{
    public int Format { get; init; } = 1;
    public required string Program { get; init; }
    public required string Schema { get; init; }
    public required DateTime MadeUtc { get; init; }

    /// <summary>SHA-256 of the file as it was written.</summary>
    public required string File { get; init; }
    public required IReadOnlyList<TableDigest> Tables { get; init; }

    public static string ThisProgram =>
        typeof(Manifest)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "0";

    public static string Stamp(TimeProvider clock) =>
        clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);

    /// <exception cref="InvalidDataException">The copy is damaged already.</exception>
    public static async Task<Manifest> OfAsync(
        IRecordCopies copies,
        string file,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var content = await copies.ReadAsync(file, ct);
        return new()
        {
            Program = ThisProgram,
            Schema = content.Schema,
            MadeUtc = clock.GetUtcNow().UtcDateTime,
            File = await HashAsync(file, ct),
            Tables = content.Tables,
        };
    }

    public async Task WriteAsync(string file, CancellationToken ct)
    {
        await using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        await JsonSerializer.SerializeAsync(stream, this, ManifestJson.Default.Manifest, ct);
        stream.Flush(flushToDisk: true);
    }

    /// <exception cref="StartRefusedException">There is none, or it cannot be read.</exception>
    public static async Task<Manifest> ReadAsync(string file, CancellationToken ct)
    {
        try
        {
            await using var stream = System.IO.File.OpenRead(file);
            if (
                await JsonSerializer.DeserializeAsync(stream, ManifestJson.Default.Manifest, ct) is
                { Format: 1 } read
            )
                return read;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            // The sentence below says all there is to say.
        }
        throw new StartRefusedException(
            $"{file} ne peut pas être lu : ce n'est pas une sauvegarde complète de ce programme.",
            $"{file} cannot be read: this is no complete backup of this program."
        );
    }

    /// <exception cref="StartRefusedException">The copy is not what the manifest says.</exception>
    public async Task RequireAsync(IRecordCopies copies, string file, CancellationToken ct)
    {
        CopyContent? found = null;
        try
        {
            found = await copies.ReadAsync(file, ct);
        }
        catch (InvalidDataException)
        {
            // Said below.
        }
        if (
            found is null
            || found.Schema != Schema
            || !found.Tables.SequenceEqual(Tables)
            || await HashAsync(file, ct) != File
        )
            throw new StartRefusedException(
                $"{file} n'est pas ce que dit son manifeste : la copie est incomplète ou a été modifiée. Rien n'a été restauré.",
                $"{file} is not what its manifest says: the copy is incomplete or was altered. Nothing was restored."
            );
    }

    private static async Task<string> HashAsync(string file, CancellationToken ct)
    {
        await using var stream = System.IO.File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
    }
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
