using System.Buffers.Binary;
using System.Text;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Reads what <see cref="ByteWriter"/> wrote, from bytes that may be anybody's. Every fault is a <see cref="SegmentDamagedException"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> rest = bytes;

    public readonly int Left => rest.Length;

    public byte Byte()
    {
        if (rest.IsEmpty)
            throw CutShort();
        var value = rest[0];
        rest = rest[1..];
        return value;
    }

    public bool Flag() =>
        Byte() switch
        {
            0 => false,
            1 => true,
            _ => throw new SegmentDamagedException("Neither yes nor no."),
        };

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var i = 0; i < 10; i++)
        {
            if (i >= rest.Length)
                throw CutShort();
            var b = rest[i];
            if (i == 9 && b > 1)
                break;
            value |= (ulong)(b & 0x7F) << (7 * i);
            if (b < 0x80)
            {
                rest = rest[(i + 1)..];
                return value;
            }
        }
        throw new SegmentDamagedException("A number longer than 64 bits.");
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public int Int(int most)
    {
        var value = Unsigned();
        return value <= (ulong)most
            ? (int)value
            : throw new SegmentDamagedException("A number out of its bounds.");
    }

    /// <summary>How many things follow: never more than fit into what is left, so that a lie costs no memory.</summary>
    public int Count(int fewestBytesOfOne) => Int(rest.Length / fewestBytesOfOne);

    public Guid Guid() => new(Take(16));

    public ReadingKey Key() => new(BinaryPrimitives.ReadUInt128BigEndian(Take(16)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public string Text() => Text(Unsigned());

    public string? OptionalText()
    {
        var code = Unsigned();
        return code == 0 ? null : Text(code - 1);
    }

    private string Text(ulong code)
    {
        if (code >> 1 > (ulong)rest.Length)
            throw CutShort();
        var text = Take((int)(code >> 1));
        if ((code & 1) == 0)
            return Utf8(text);
        if (text.Length % 2 != 0)
            throw new SegmentDamagedException("Half a character.");
        var characters = new char[text.Length / 2];
        for (var i = 0; i < characters.Length; i++)
            characters[i] = (char)(text[2 * i] | (text[(2 * i) + 1] << 8));
        return new(characters);
    }

    private static string Utf8(ReadOnlySpan<byte> text)
    {
        try
        {
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw new SegmentDamagedException("Not a text.");
        }
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
            throw CutShort();
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    public readonly void RequireEnd()
    {
        if (!rest.IsEmpty)
            throw new SegmentDamagedException("More bytes than were announced.");
    }

    private static SegmentDamagedException CutShort() => new("Fewer bytes than were announced.");
}
