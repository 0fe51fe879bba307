using System.Security.Cryptography;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>How a key-encryption key held in this process wraps: <c>nonce (12) | ciphertext (53) | tag (16)</c>, AES-256-GCM, label as associated data.</summary>
internal static class KekCipher
{
    private const int Size = SealedCell.NonceSize + WrappedBody.Size + SealedCell.TagSize;

    public static AesGcm Of(PinnedKey kek)
    {
        Span<byte> bytes = stackalloc byte[PinnedKey.Size];
        kek.CopyTo(bytes);
        var aes = new AesGcm(bytes, SealedCell.TagSize);
        CryptographicOperations.ZeroMemory(bytes);
        return aes;
    }

    public static byte[] Wrap(AesGcm aes, KeyLabel label, ReadOnlySpan<byte> key)
    {
        Span<byte> body = stackalloc byte[WrappedBody.Size];
        Span<byte> bound = stackalloc byte[WrappedBody.LabelSize];
        WrappedBody.Write(label, key, body);
        WrappedBody.WriteLabel(label, bound);
        var wrapped = new byte[Size];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, SealedCell.NonceSize));
        aes.Encrypt(
            wrapped.AsSpan(0, SealedCell.NonceSize),
            body,
            wrapped.AsSpan(SealedCell.NonceSize, WrappedBody.Size),
            wrapped.AsSpan(^SealedCell.TagSize..),
            bound
        );
        CryptographicOperations.ZeroMemory(body);
        return wrapped;
    }

    /// <exception cref="CryptographicException">Not wrapped by this key for this label.</exception>
    public static PinnedKey Unwrap(AesGcm aes, KeyLabel label, ReadOnlySpan<byte> wrapped)
    {
        if (wrapped.Length != Size)
            throw new CryptographicException("Not a wrapped key.");
        Span<byte> body = stackalloc byte[WrappedBody.Size];
        Span<byte> bound = stackalloc byte[WrappedBody.LabelSize];
        WrappedBody.WriteLabel(label, bound);
        try
        {
            aes.Decrypt(
                wrapped[..SealedCell.NonceSize],
                wrapped.Slice(SealedCell.NonceSize, WrappedBody.Size),
                wrapped[^SealedCell.TagSize..],
                body,
                bound
            );
            return WrappedBody.Read(label, body);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(body);
        }
    }
}
