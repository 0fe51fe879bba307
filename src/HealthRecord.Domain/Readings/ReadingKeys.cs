using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings;

/// <summary>Names readings: SHA-256 cut to 128 bits.</summary>
/// <remarks>
/// The first 32 bits of a key that comes from what a reading says are its start in seconds, so that a mark finds its row in a
/// month of half a million without hashing them all. 70.5 and 70.50 have one key; another unit makes another key, because
/// the producer's rounding in the other unit could not be undone anyway.
/// </remarks>
internal static class ReadingKeys
{
    private const byte OfContent = 1;
    private const byte OfIdentity = 2;

    public static ReadingKey Of(ReadingContent content, ExternalIdentity? identity) =>
        identity is null
            ? Of(content.StartMs, content.DurationMs, content.Value, content.Unit, content.Parts)
            : Of(identity.Id);

    public static ReadingKey Of(string identity)
    {
        var bytes = new byte[1 + Encoding.UTF8.GetMaxByteCount(identity.Length)];
        bytes[0] = OfIdentity;
        var length = 1 + Encoding.UTF8.GetBytes(identity, bytes.AsSpan(1));
        return Hash(bytes.AsSpan(0, length));
    }

    public static ReadingKey Of(
        long startMs,
        long durationMs,
        WrittenNumber value,
        string? unit,
        ReadingParts? parts
    )
    {
        var rest = parts?.Rest ?? [];
        var needed = 64 + (rest.Count * 10) + Encoding.UTF8.GetMaxByteCount(unit?.Length ?? 0);
        Span<byte> bytes = needed <= 512 ? stackalloc byte[512] : new byte[needed];
        bytes[0] = OfContent;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], startMs);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[9..], durationMs);
        var at = 17 + WriteNumber(bytes[17..], value);
        var unitLength = Encoding.UTF8.GetBytes(unit ?? "", bytes[(at + 2)..]);
        BinaryPrimitives.WriteInt16LittleEndian(
            bytes[at..],
            unit is null ? (short)-1 : (short)unitLength
        );
        at += 2 + unitLength;
        foreach (var number in rest.Take(LengthWithoutTrailingNulls(rest)))
        {
            bytes[at++] = number is null ? (byte)0 : (byte)1;
            if (number is { } present)
                at += WriteNumber(bytes[at..], present);
        }
        var hash = Hash(bytes[..at]);
        var low = hash.Value & ((UInt128.One << 96) - 1);
        return new(((UInt128)SecondOf(startMs) << 96) | low);
    }

    /// <summary>What the first 32 bits of a key from this start are.</summary>
    public static uint SecondOf(long startMs) => unchecked((uint)FloorSeconds(startMs));

    public static uint SecondOf(ReadingKey key) => (uint)(key.Value >> 96);

    public static long FloorSeconds(long ms) => (ms - (((ms % 1000) + 1000) % 1000)) / 1000;

    public static int LengthWithoutTrailingNulls(IReadOnlyList<WrittenNumber?> rest)
    {
        var length = rest.Count;
        while (length > 0 && rest[length - 1] is null)
            length--;
        return length;
    }

    private static int WriteNumber(Span<byte> bytes, WrittenNumber number)
    {
        var (digits, exponent) = (number.Digits, (int)number.Exponent);
        while (digits != 0 && digits % 10 == 0)
        {
            digits /= 10;
            exponent++;
        }
        BinaryPrimitives.WriteInt64LittleEndian(bytes, digits);
        bytes[8] = unchecked((byte)(digits == 0 ? 0 : exponent));
        return 9;
    }

    private static ReadingKey Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }
}
