using System.Buffers.Binary;
using System.Text;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Grows as it is written to. Numbers as base-128 varints, signed ones zigzag.</summary>
internal sealed class ByteWriter(int capacity)
{
    private byte[] bytes = new byte[Math.Max(64, capacity)];

    public int Length { get; private set; }

    public byte[] ToArray() => bytes[..Length];

    public void Byte(byte value)
    {
        Reserve(1);
        bytes[Length++] = value;
    }

    public void Unsigned(ulong value)
    {
        Reserve(10);
        var (target, at) = (bytes, Length);
        while (value >= 0x80)
        {
            target[at++] = (byte)(value | 0x80);
            value >>= 7;
        }
        target[at++] = (byte)value;
        Length = at;
    }

    public void Signed(long value) => Unsigned(ZigZag(value));

    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public void Guid(Guid value)
    {
        Reserve(16);
        value.TryWriteBytes(bytes.AsSpan(Length));
        Length += 16;
    }

    public void Key(ReadingKey key)
    {
        Reserve(16);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(Length), key.Value);
        Length += 16;
    }

    public void UInt64(ulong value)
    {
        Reserve(8);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Length), value);
        Length += 8;
    }

    public void OptionalText(string? text)
    {
        if (text is null)
            Unsigned(0);
        else
            Write(text, 1);
    }

    public void Text(string text) => Write(text, 0);

    /// <summary>
    /// Length first. A text with half a surrogate pair, which UTF-8 cannot say, is written as UTF-16 instead of being
    /// changed: a source's name is part of what its rows are found by.
    /// </summary>
    private void Write(string text, int above)
    {
        var isUtf16 = !IsWellFormed(text);
        var encoding = isUtf16 ? Encoding.Unicode : Encoding.UTF8;
        if (isUtf16)
        {
            Unsigned(((((ulong)text.Length * 2) << 1) | 1) + (ulong)above);
            Reserve(text.Length * 2);
            foreach (var c in text)
            {
                bytes[Length++] = (byte)c;
                bytes[Length++] = (byte)(c >> 8);
            }
            return;
        }
        var length = encoding.GetByteCount(text);
        Unsigned(((ulong)length << 1) + (ulong)above);
        Reserve(length);
        encoding.GetBytes(text, bytes.AsSpan(Length));
        Length += length;
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (
                !char.IsHighSurrogate(text[i])
                || i + 1 == text.Length
                || !char.IsLowSurrogate(text[i + 1])
            )
                return false;
            i++;
        }
        return true;
    }

    private void Reserve(int count)
    {
        if (Length + count > bytes.Length)
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
    }
}
