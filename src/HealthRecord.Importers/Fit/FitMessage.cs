using System.Buffers.Binary;
using System.Text;
using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Fit;

/// <summary>One message: its fields by their numbers. What the format calls invalid is no value.</summary>
/// <param name="timestamp">Raw seconds, from the message or from its compressed header; null without.</param>
internal readonly ref struct FitMessage(
    FitDefinition definition,
    ReadOnlySpan<byte> bytes,
    uint? timestamp
)
{
    private const byte Float32 = 8;
    private const byte Float64 = 9;
    private static readonly byte[] Sizes = [1, 1, 1, 2, 2, 4, 4, 1, 4, 8, 1, 2, 4, 1, 8, 8, 8];

    private readonly ReadOnlySpan<byte> bytes = bytes;

    public ushort Message => definition.Message;
    public uint? Timestamp => timestamp;

    /// <summary>How many values the field holds; 0 when it is not there, or not of a size that its type can have.</summary>
    public int Count(byte field) =>
        Find(field) is { } found && found.Size % SizeOf(found) == 0
            ? found.Size / SizeOf(found)
            : 0;

    /// <summary>A whole number as it stands, without scale.</summary>
    public long? Whole(byte field, int index = 0)
    {
        if (index >= Count(field) || Find(field) is not { } found)
            return null;
        var size = SizeOf(found);
        var value = bytes.Slice(found.At + (index * size), size);
        return found.Type switch
        {
            0 or 2 or 13 => Unless(value[0], 0xFF),
            1 => Unless((sbyte)value[0], 0x7F),
            3 => Unless((short)Read16(value), 0x7FFF),
            4 => Unless(Read16(value), 0xFFFF),
            5 => Unless((int)Read32(value), 0x7FFF_FFFF),
            6 => Unless(Read32(value), 0xFFFF_FFFF),
            10 => Unless(value[0], 0),
            11 => Unless(Read16(value), 0),
            12 => Unless(Read32(value), 0),
            14 => Unless((long)Read64(value), long.MaxValue),
            15 => Read64(value) is var big and <= long.MaxValue ? (long)big : null,
            16 => Read64(value) is var big and > 0 and <= long.MaxValue ? (long)big : null,
            _ => null,
        };
    }

    /// <summary>A number of any type, floating ones in the fewest digits that mean them.</summary>
    public WrittenNumber? Number(byte field)
    {
        if (Find(field) is not { } found || Count(field) == 0)
            return null;
        var value = bytes[found.At..];
        return found.Type switch
        {
            // In its own digits: 0.1 as a float is 0.1, not what a double makes of it.
            Float32 => DecimalText.TryParse(
                BitConverter
                    .UInt32BitsToSingle(Read32(value))
                    .ToString("R", System.Globalization.CultureInfo.InvariantCulture),
                out var single
            )
                ? single
                : (WrittenNumber?)null,
            Float64 => DecimalText.TryOf(
                BitConverter.UInt64BitsToDouble(Read64(value)),
                out var number
            )
                ? number
                : null,
            _ => Whole(field) is { } whole ? new WrittenNumber(whole, 0) : null,
        };
    }

    /// <summary>Ends at the first zero, or at the end of the field where a device forgot it.</summary>
    public string? Text(byte field)
    {
        if (Find(field) is not { Type: 7 } found)
            return null;
        var value = bytes.Slice(found.At, found.Size);
        var end = value.IndexOf((byte)0);
        var text = Encoding.UTF8.GetString(end < 0 ? value : value[..end]).Trim();
        return text.Length == 0 || text.Any(char.IsControl) ? null : text;
    }

    public ReadOnlySpan<byte> Raw(byte field) =>
        Find(field) is { } found ? bytes.Slice(found.At, found.Size) : default;

    private static long? Unless(long value, long invalid) => value == invalid ? null : value;

    private FitField? Find(byte field)
    {
        foreach (ref readonly var found in definition.Fields.AsSpan())
        {
            if (found.Number == field)
                return found;
        }
        return null;
    }

    private static int SizeOf(FitField field) =>
        field.Type < Sizes.Length ? Sizes[field.Type] : field.Size + 1;

    private ushort Read16(ReadOnlySpan<byte> value) =>
        definition.IsBigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(value)
            : BinaryPrimitives.ReadUInt16LittleEndian(value);

    private uint Read32(ReadOnlySpan<byte> value) =>
        definition.IsBigEndian
            ? BinaryPrimitives.ReadUInt32BigEndian(value)
            : BinaryPrimitives.ReadUInt32LittleEndian(value);

    private ulong Read64(ReadOnlySpan<byte> value) =>
        definition.IsBigEndian
            ? BinaryPrimitives.ReadUInt64BigEndian(value)
            : BinaryPrimitives.ReadUInt64LittleEndian(value);
}
