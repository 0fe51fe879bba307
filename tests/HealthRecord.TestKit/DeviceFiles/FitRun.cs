using System.Buffers.Binary;

namespace HealthRecord.TestKit;

/// <summary>A run as a FIT file, written byte by byte.</summary>
public static class FitRun
{
    private const byte Enumerated = 0x00;
    private const byte Small = 0x02;
    private const byte Word = 0x84;
    private const byte Long = 0x86;

    private readonly record struct Field(byte Number, byte Type, uint Value);

    private static readonly DateTime Epoch = new(1989, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    /// <param name="start">In UTC.</param>
    /// <param name="minutes">With a heart rate at each of them.</param>
    public static byte[] Of(DateTime start, int minutes)
    {
        var records = new List<byte>();
        var at = (uint)(start - Epoch).TotalSeconds;
        var end = at + (uint)(minutes * 60);
        // file_id: an activity of a maker of development tools.
        Message(
            records,
            0,
            new(0, Enumerated, 4),
            new(1, Word, 255),
            new(2, Word, 1),
            new(4, Long, at)
        );
        for (var m = 0; m <= minutes; m++)
            Message(
                records,
                20,
                new(253, Long, at + (uint)(m * 60)),
                new(3, Small, 121 + (uint)(m % 40))
            );
        Message(
            records,
            19,
            new(253, Long, end),
            new(2, Long, at),
            new(7, Long, (uint)minutes * 60_000),
            new(9, Long, (uint)minutes * 17_000)
        );
        Message(
            records,
            18,
            new(253, Long, end),
            new(2, Long, at),
            new(5, Enumerated, 1),
            new(7, Long, (uint)minutes * 60_000),
            new(9, Long, (uint)minutes * 17_000),
            new(11, Word, (uint)minutes * 10)
        );
        var file = new byte[12 + records.Count + 2];
        file[0] = 12;
        file[1] = 0x20;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(2), 2172);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), (uint)records.Count);
        ".FIT"u8.CopyTo(file.AsSpan(8));
        records.CopyTo(file, 12);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(^2..), Checksum(file.AsSpan(..^2)));
        return file;
    }

    /// <summary>Its definition, and itself under it.</summary>
    private static void Message(List<byte> records, byte global, params IReadOnlyList<Field> fields)
    {
        records.AddRange([0x40, 0, 0, global, 0, (byte)fields.Count]);
        foreach (var (number, type, _) in fields)
            records.AddRange([number, (byte)SizeOf(type), type]);
        records.Add(0);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var (_, type, value) in fields)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
            records.AddRange(bytes[..SizeOf(type)]);
        }
    }

    private static int SizeOf(byte type) =>
        type switch
        {
            Word => 2,
            Long => 4,
            _ => 1,
        };

    /// <summary>CRC-16 with the reversed polynomial 0xA001, bit by bit: a few kilobytes.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> file)
    {
        var crc = 0;
        foreach (var b in file)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xA001;
        }
        return (ushort)crc;
    }
}
