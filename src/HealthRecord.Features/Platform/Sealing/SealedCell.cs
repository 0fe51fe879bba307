using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>The bytes of a sealed value.</summary>
/// <remarks>
/// <code>
/// offset  0  1 byte   format = 1
///         1  1 byte   flags: bit 0 compressed (Brotli), bit 1 padded
///         2  4 bytes  data key version, big endian
///         6 12 bytes  nonce, random for every sealing
///        18  n bytes  ciphertext (AES-256-GCM)
///    18 + n 16 bytes  tag
/// associated data = header (6 bytes) | 0x1F | table name (ASCII) | 0x1F | row id (16 bytes) | owner id (16 bytes)
/// </code>
/// Ids stand big endian. Compress, then pad, then seal: padding is 0x80 and zeros up to 64, 128, 256, 512, 1,024 bytes
/// and then to multiples of 1 KiB.
/// </remarks>
internal static class SealedCell
{
    public const byte Format = 1;
    public const int HeaderSize = 6;
    public const int NonceSize = 12;
    public const int TagSize = 16;
    public const int Overhead = HeaderSize + NonceSize + TagSize;

    /// <summary>A cell that claims to unpack to more is refused: nothing that we seal is larger.</summary>
    public const int MaxPlain = 64 * 1024 * 1024;
    private const byte Compressed = 1;
    private const byte Padded = 2;
    private const byte Separator = 0x1F;

    public static bool LooksSealed(ReadOnlySpan<byte> cell) =>
        cell.Length >= Overhead
        && cell[0] == Format
        && (cell[1] & ~(Compressed | Padded)) == 0
        && VersionOf(cell) > 0;

    public static int VersionOf(ReadOnlySpan<byte> cell) =>
        BinaryPrimitives.ReadInt32BigEndian(cell[2..]);

    public static byte[] Seal(
        ReadOnlySpan<byte> key,
        int keyVersion,
        SealedTable table,
        Guid row,
        Guid owner,
        ReadOnlySpan<byte> plain,
        int brotliQuality
    )
    {
        if (plain.Length > MaxPlain)
            throw new ArgumentException("Larger than anything that is sealed.", nameof(plain));
        var (body, flags) = Compress(plain, brotliQuality);
        var length = table.Padded ? PaddedLength(body.Length + 1) : body.Length;
        var cell = new byte[Overhead + length];
        var header = cell.AsSpan(0, HeaderSize);
        header[0] = Format;
        header[1] = (byte)(flags | (table.Padded ? Padded : 0));
        BinaryPrimitives.WriteInt32BigEndian(header[2..], keyVersion);
        var nonce = cell.AsSpan(HeaderSize, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        var text = cell.AsSpan(HeaderSize + NonceSize, length);
        body.CopyTo(text);
        if (table.Padded)
            text[body.Length] = 0x80;
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, text, text, cell.AsSpan(^TagSize..), Bind(header, table, row, owner));
        return cell;
    }

    /// <exception cref="CryptographicException">Anything about the cell is not as it was sealed.</exception>
    public static byte[] Open(
        ReadOnlySpan<byte> key,
        SealedTable table,
        Guid row,
        Guid owner,
        ReadOnlySpan<byte> cell
    )
    {
        if (!LooksSealed(cell))
            throw new CryptographicException("Not a sealed value.");
        var header = cell[..HeaderSize];
        var flags = header[1];
        if ((flags & Padded) != 0 != table.Padded)
            throw new CryptographicException("Padding of another table.");
        var text = cell[(HeaderSize + NonceSize)..^TagSize];
        var plain = new byte[text.Length];
        using (var aes = new AesGcm(key, TagSize))
            aes.Decrypt(
                cell.Slice(HeaderSize, NonceSize),
                text,
                cell[^TagSize..],
                plain,
                Bind(header, table, row, owner)
            );
        ReadOnlySpan<byte> body = plain;
        if (table.Padded)
            body = Unpad(body);
        return (flags & Compressed) != 0 ? Decompress(body) : body.ToArray();
    }

    private static byte[] Bind(ReadOnlySpan<byte> header, SealedTable table, Guid row, Guid owner)
    {
        var name = table.Name;
        var bound = new byte[HeaderSize + 1 + name.Length + 1 + 32];
        header.CopyTo(bound);
        bound[HeaderSize] = Separator;
        Encoding.ASCII.GetBytes(name, bound.AsSpan(HeaderSize + 1));
        bound[^33] = Separator;
        row.TryWriteBytes(bound.AsSpan(^32..), bigEndian: true, out _);
        owner.TryWriteBytes(bound.AsSpan(^16..), bigEndian: true, out _);
        return bound;
    }

    private static (byte[] Body, byte Flags) Compress(ReadOnlySpan<byte> plain, int quality)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        var fits = BrotliEncoder.TryCompress(plain, packed, out var written, quality, window: 18);
        return fits && written < plain.Length
            ? (packed[..written], Compressed)
            : (plain.ToArray(), (byte)0);
    }

    private static byte[] Decompress(ReadOnlySpan<byte> packed)
    {
        var size = Math.Max(1024, packed.Length * 6);
        using var decoder = new BrotliDecoder();
        var plain = new byte[size];
        var filled = 0;
        while (true)
        {
            var status = decoder.Decompress(
                packed,
                plain.AsSpan(filled),
                out var read,
                out var written
            );
            packed = packed[read..];
            filled += written;
            if (status == System.Buffers.OperationStatus.Done)
                return plain.AsSpan(0, filled).ToArray();
            if (
                status != System.Buffers.OperationStatus.DestinationTooSmall
                || plain.Length >= MaxPlain
            )
                throw new CryptographicException("The compressed body is damaged.");
            Array.Resize(ref plain, (int)Math.Min(MaxPlain, plain.Length * 2L));
        }
    }

    private static ReadOnlySpan<byte> Unpad(ReadOnlySpan<byte> body)
    {
        var end = body.LastIndexOfAnyExcept((byte)0);
        return end >= 0 && body[end] == 0x80
            ? body[..end]
            : throw new CryptographicException("The padding is damaged.");
    }

    private static int PaddedLength(int length) =>
        length <= 64 ? 64
        : length <= 1024 ? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length)
        : (length + 1023) / 1024 * 1024;
}
