using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>The 53 bytes that every wrapper wraps: <c>owner (16) | purpose (1) | version (4) | key (32)</c>.</summary>
internal static class WrappedBody
{
    public const int LabelSize = 21;
    public const int Size = LabelSize + PinnedKey.Size;

    public static void WriteLabel(KeyLabel label, Span<byte> to)
    {
        label.Owner.TryWriteBytes(to, bigEndian: true, out _);
        to[16] = (byte)label.Purpose;
        BinaryPrimitives.WriteInt32BigEndian(to[17..], label.Version);
    }

    public static void Write(KeyLabel label, ReadOnlySpan<byte> key, Span<byte> to)
    {
        WriteLabel(label, to);
        key.CopyTo(to[LabelSize..]);
    }

    /// <exception cref="CryptographicException">The body carries another label.</exception>
    public static PinnedKey Read(KeyLabel label, ReadOnlySpan<byte> body)
    {
        Span<byte> expected = stackalloc byte[LabelSize];
        WriteLabel(label, expected);
        if (
            body.Length != Size
            || !CryptographicOperations.FixedTimeEquals(body[..LabelSize], expected)
        )
            throw new CryptographicException("A wrapped key of another owner, purpose or version.");
        return new PinnedKey(body[LabelSize..]);
    }
}
