using System.Buffers.Binary;
using System.Text;

namespace HealthRecord.Benchmarks.Circuits;

/// <summary>The little of MessagePack that the circuit hub speaks: integers, text, bytes, null, booleans, arrays, maps.</summary>
internal static class HubMessage
{
    /// <summary>An invocation with its length in front, ready to be sent.</summary>
    public static byte[] Invocation(string? id, string target, params object?[] arguments)
    {
        var body = new MemoryStream();
        body.WriteByte(0x96);
        Write(body, 1);
        body.WriteByte(0x80);
        Write(body, id);
        Write(body, target);
        Write(body, arguments);
        body.WriteByte(0x90);
        return Framed(body.ToArray());
    }

    public static byte[] Ping { get; } = Framed([0x91, 6]);

    /// <summary>Splits what came over the socket into messages; what is left belongs to the next one.</summary>
    public static bool TryTake(ref ReadOnlySpan<byte> buffer, out ReadOnlySpan<byte> message)
    {
        message = default;
        var (length, at) = (0L, 0);
        for (var shift = 0; ; shift += 7)
        {
            if (at == buffer.Length)
                return false;
            var next = buffer[at++];
            length |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                break;
        }
        if (buffer.Length - at < length)
            return false;
        message = buffer.Slice(at, (int)length);
        buffer = buffer[(at + (int)length)..];
        return true;
    }

    /// <summary>Reads one value. Bytes are handed out as their length: nobody looks inside a render batch here.</summary>
    public static object? Read(ref ReadOnlySpan<byte> from)
    {
        var code = Take(ref from, 1)[0];
        return code switch
        {
            <= 0x7F => (long)code,
            <= 0x8F => Map(ref from, code & 0x0F),
            <= 0x9F => Array(ref from, code & 0x0F),
            <= 0xBF => Text(ref from, code & 0x1F),
            0xC0 => null,
            0xC2 => false,
            0xC3 => true,
            0xC4 => Bytes(ref from, Take(ref from, 1)[0]),
            0xC5 => Bytes(ref from, BinaryPrimitives.ReadUInt16BigEndian(Take(ref from, 2))),
            0xC6 => Bytes(ref from, BinaryPrimitives.ReadInt32BigEndian(Take(ref from, 4))),
            0xCA => (double)BinaryPrimitives.ReadSingleBigEndian(Take(ref from, 4)),
            0xCB => BinaryPrimitives.ReadDoubleBigEndian(Take(ref from, 8)),
            0xCC => (long)Take(ref from, 1)[0],
            0xCD => (long)BinaryPrimitives.ReadUInt16BigEndian(Take(ref from, 2)),
            0xCE => (long)BinaryPrimitives.ReadUInt32BigEndian(Take(ref from, 4)),
            0xCF or 0xD3 => BinaryPrimitives.ReadInt64BigEndian(Take(ref from, 8)),
            0xD0 => (long)(sbyte)Take(ref from, 1)[0],
            0xD1 => (long)BinaryPrimitives.ReadInt16BigEndian(Take(ref from, 2)),
            0xD2 => (long)BinaryPrimitives.ReadInt32BigEndian(Take(ref from, 4)),
            0xD9 => Text(ref from, Take(ref from, 1)[0]),
            0xDA => Text(ref from, BinaryPrimitives.ReadUInt16BigEndian(Take(ref from, 2))),
            0xDB => Text(ref from, BinaryPrimitives.ReadInt32BigEndian(Take(ref from, 4))),
            0xDC => Array(ref from, BinaryPrimitives.ReadUInt16BigEndian(Take(ref from, 2))),
            0xDD => Array(ref from, BinaryPrimitives.ReadInt32BigEndian(Take(ref from, 4))),
            0xDE => Map(ref from, BinaryPrimitives.ReadUInt16BigEndian(Take(ref from, 2))),
            >= 0xE0 => (long)(sbyte)code,
            _ => throw new InvalidDataException($"MessagePack 0x{code:X2}"),
        };
    }

    private static byte[] Framed(byte[] body)
    {
        var framed = new MemoryStream();
        var left = (uint)body.Length;
        while (left >= 0x80)
        {
            framed.WriteByte((byte)(left | 0x80));
            left >>= 7;
        }
        framed.WriteByte((byte)left);
        framed.Write(body);
        return framed.ToArray();
    }

    private static void Write(MemoryStream to, object? value)
    {
        Span<byte> number = stackalloc byte[9];
        switch (value)
        {
            case null:
                to.WriteByte(0xC0);
                break;
            case bool flag:
                to.WriteByte(flag ? (byte)0xC3 : (byte)0xC2);
                break;
            case int small:
                Write(to, (long)small);
                break;
            case long large:
                number[0] = 0xD3;
                BinaryPrimitives.WriteInt64BigEndian(number[1..], large);
                to.Write(number);
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                number[0] = 0xDB;
                BinaryPrimitives.WriteInt32BigEndian(number[1..], bytes.Length);
                to.Write(number[..5]);
                to.Write(bytes);
                break;
            case object?[] items:
                number[0] = 0xDC;
                BinaryPrimitives.WriteUInt16BigEndian(number[1..], (ushort)items.Length);
                to.Write(number[..3]);
                foreach (var item in items)
                    Write(to, item);
                break;
            default:
                throw new ArgumentException(value.GetType().Name, nameof(value));
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> from, int count)
    {
        var taken = from[..count];
        from = from[count..];
        return taken;
    }

    private static string Text(ref ReadOnlySpan<byte> from, int length) =>
        Encoding.UTF8.GetString(Take(ref from, length));

    private static object Bytes(ref ReadOnlySpan<byte> from, int length)
    {
        Take(ref from, length);
        return (long)length;
    }

    private static object?[] Array(ref ReadOnlySpan<byte> from, int count)
    {
        var items = new object?[count];
        for (var i = 0; i < count; i++)
            items[i] = Read(ref from);
        return items;
    }

    private static object? Map(ref ReadOnlySpan<byte> from, int count)
    {
        for (var i = 0; i < count * 2; i++)
            Read(ref from);
        return null;
    }
}
