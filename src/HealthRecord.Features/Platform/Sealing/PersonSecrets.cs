using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>The unwrapped keys of one person or household, for at most <see cref="PersonKeys.Lifetime"/>.</summary>
/// <remarks>
/// Whoever works longer than <see cref="PersonKeys.Promise"/> asks <see cref="PersonKeys.GetAsync"/> again for every batch:
/// it is a look into a dictionary. Safe for several threads.
/// </remarks>
public sealed class PersonSecrets
{
    private const byte Separator = 0x1F;
    private readonly IReadOnlyDictionary<int, PinnedKey> data;
    private readonly PinnedKey tag;
    private readonly SealingWatch watch;
    private readonly Func<bool> expired;
    private readonly Func<int, PinnedKey?> later;

    internal PersonSecrets(
        Guid owner,
        int currentVersion,
        IReadOnlyDictionary<int, PinnedKey> data,
        PinnedKey tag,
        SealingWatch watch,
        Func<bool> expired,
        Func<int, PinnedKey?> later
    )
    {
        Owner = owner;
        CurrentVersion = currentVersion;
        this.data = data;
        this.tag = tag;
        this.watch = watch;
        this.expired = expired;
        this.later = later;
    }

    public Guid Owner { get; }

    /// <summary>The data key version that new seals use.</summary>
    public int CurrentVersion { get; }

    /// <summary>A keyed tag of 16 bytes by which a row is found: HMAC-SHA-256 of <c>purpose | 0x1F | name</c>, cut.</summary>
    /// <exception cref="KeysExpiredException">Kept too long.</exception>
    public byte[] Tag(string purpose, string name)
    {
        var text = new byte[
            Encoding.UTF8.GetByteCount(purpose) + 1 + Encoding.UTF8.GetByteCount(name)
        ];
        var at = Encoding.UTF8.GetBytes(purpose, text);
        text[at] = Separator;
        Encoding.UTF8.GetBytes(name, text.AsSpan(at + 1));
        Span<byte> key = stackalloc byte[PinnedKey.Size];
        Take(tag, key);
        try
        {
            return HMACSHA256.HashData(key, text)[..16];
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <exception cref="KeysExpiredException">Kept too long.</exception>
    public byte[] Seal(SealedTable table, Guid rowId, ReadOnlySpan<byte> plain)
    {
        Span<byte> key = stackalloc byte[PinnedKey.Size];
        Take(data[CurrentVersion], key);
        try
        {
            return SealedCell.Seal(
                key,
                CurrentVersion,
                table,
                rowId,
                Owner,
                plain,
                watch.BrotliQuality
            );
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <exception cref="RecordDamagedException">Anything about the cell is not as it was sealed.</exception>
    /// <exception cref="KeysExpiredException">Kept too long.</exception>
    public byte[] Open(SealedTable table, Guid rowId, ReadOnlySpan<byte> cell)
    {
        // A version that is not here may be one that another process made a moment ago: no damage, it is looked up.
        var version = SealedCell.LooksSealed(cell) ? Version(SealedCell.VersionOf(cell)) : null;
        if (version is null)
            throw watch.Damaged(table, rowId, null);
        Span<byte> key = stackalloc byte[PinnedKey.Size];
        Take(version, key);
        try
        {
            return SealedCell.Open(key, table, rowId, Owner, cell);
        }
        catch (CryptographicException e)
        {
            throw watch.Damaged(table, rowId, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Seals into the row's cell under the row's own binding.</summary>
    public void SealInto(ISealedRow row, ReadOnlySpan<byte> plain) =>
        row.Sealed = Seal(row.SealTable, Mine(row), plain);

    /// <exception cref="RecordDamagedException">Anything about the cell is not as it was sealed.</exception>
    public byte[] OpenFrom(ISealedRow row) => Open(row.SealTable, Mine(row), row.Sealed);

    public byte[] SealJson<T>(SealedTable table, Guid rowId, T value, JsonTypeInfo<T> type)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(value, type);
        try
        {
            return Seal(table, rowId, plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <exception cref="RecordDamagedException">The cell does not open, or holds no such value.</exception>
    public T OpenJson<T>(
        SealedTable table,
        Guid rowId,
        ReadOnlySpan<byte> cell,
        JsonTypeInfo<T> type
    )
        where T : class
    {
        var plain = Open(table, rowId, cell);
        try
        {
            return JsonSerializer.Deserialize(plain, type)
                ?? throw watch.Damaged(table, rowId, null);
        }
        catch (JsonException)
        {
            // Not handed on: a JSON error may quote the value.
            throw watch.Damaged(table, rowId, null);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Compares a clear column with what was recomputed from the inside.</summary>
    /// <exception cref="RecordDamagedException">They differ: the row was moved or altered.</exception>
    public void RequireSame(
        SealedTable table,
        Guid rowId,
        ReadOnlySpan<byte> outside,
        ReadOnlySpan<byte> inside
    )
    {
        if (!CryptographicOperations.FixedTimeEquals(outside, inside))
            throw watch.Damaged(table, rowId, null);
    }

    /// <inheritdoc cref="RequireSame(SealedTable, Guid, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    public void RequireSame(SealedTable table, Guid rowId, int outside, int inside)
    {
        if (outside != inside)
            throw watch.Damaged(table, rowId, null);
    }

    /// <summary>Counts and logs that what a row holds is no longer what was sealed, for the caller to throw.</summary>
    public RecordDamagedException Damaged(ISealedRow row) =>
        watch.Damaged(row.SealTable, row.SealRow, null);

    private PinnedKey? Version(int number) =>
        data.TryGetValue(number, out var known) ? known : later(number);

    private Guid Mine(ISealedRow row) =>
        row.SealOwner == Owner
            ? row.SealRow
            : throw watch.Damaged(row.SealTable, row.SealRow, null);

    private void Take(PinnedKey key, Span<byte> to)
    {
        if (expired())
            throw new KeysExpiredException();
        key.CopyTo(to);
    }
}
