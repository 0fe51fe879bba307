using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.Readings;

/// <summary>
/// The public name of a reading: where it lies (tag of its series and month, both clear in the row) and a keyed hash of its
/// natural key. It tells nothing of the value and means nothing for another person.
/// </summary>
public readonly record struct ReadingId(string Text)
{
    private const int Length = 4 + 16 + 12;

    public override string ToString() => Text;

    internal static ReadingId Of(PersonSecrets secrets, byte[] seriesTag, int month, ReadingKey key)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, month);
        seriesTag.CopyTo(bytes[4..]);
        HashOf(secrets, key).AsSpan(0, 12).CopyTo(bytes[20..]);
        return new(Base64Url.EncodeToString(bytes));
    }

    internal bool TryRead(out int month, [NotNullWhen(true)] out byte[]? seriesTag)
    {
        (month, seriesTag) = (0, null);
        Span<byte> bytes = stackalloc byte[Length];
        if (
            Text is not { Length: 43 }
            || !Base64Url.TryDecodeFromChars(Text, bytes, out var written)
            || written != Length
        )
            return false;
        month = BinaryPrimitives.ReadInt32BigEndian(bytes);
        seriesTag = bytes.Slice(4, 16).ToArray();
        return UtcMonth.IsValid(month);
    }

    internal bool Names(PersonSecrets secrets, byte[] seriesTag, int month, ReadingKey key) =>
        Text == Of(secrets, seriesTag, month, key).Text;

    private static byte[] HashOf(PersonSecrets secrets, ReadingKey key) =>
        secrets.Tag("reading", key.Value.ToString("x32", null));
}
