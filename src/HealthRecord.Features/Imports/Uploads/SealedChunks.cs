using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HealthRecord.Features.Imports.Uploads;

/// <summary>How a waiting upload lies on disk: chunks of 1 MiB, each sealed under the file's own key.</summary>
/// <remarks>
/// <c>nonce(12) | ciphertext | tag(16)</c>. Run id, chunk number and total length are bound to each chunk, so that none can
/// be cut off, exchanged or moved to another file. The last chunk is shorter; the total length says which it is.
/// </remarks>
internal sealed class SealedChunks(Guid run, ReadOnlyMemory<byte> fileKey, long totalBytes)
{
    public const int PlainSize = 1 << 20;
    public const int Overhead = 12 + 16;

    public long TotalBytes => totalBytes;

    public long Count => (totalBytes + PlainSize - 1) / PlainSize;

    public static long OffsetOf(long chunk) => chunk * (PlainSize + Overhead);

    public int PlainLength(long chunk) =>
        (int)Math.Min(PlainSize, totalBytes - (chunk * PlainSize));

    public void Seal(long chunk, ReadOnlySpan<byte> plain, Span<byte> cell)
    {
        RandomNumberGenerator.Fill(cell[..12]);
        using var aes = new AesGcm(fileKey.Span, 16);
        aes.Encrypt(cell[..12], plain, cell[12..^16], cell[^16..], Bound(chunk));
    }

    /// <exception cref="CryptographicException">The chunk was altered, moved or cut.</exception>
    public void Open(long chunk, ReadOnlySpan<byte> cell, Span<byte> plain)
    {
        using var aes = new AesGcm(fileKey.Span, 16);
        aes.Decrypt(cell[..12], cell[12..^16], cell[^16..], plain, Bound(chunk));
    }

    private byte[] Bound(long chunk)
    {
        var bound = new byte[6 + 16 + 8 + 8];
        "upload"u8.CopyTo(bound);
        run.TryWriteBytes(bound.AsSpan(6));
        BinaryPrimitives.WriteInt64BigEndian(bound.AsSpan(22), chunk);
        BinaryPrimitives.WriteInt64BigEndian(bound.AsSpan(30), totalBytes);
        return bound;
    }
}
