using System.Buffers.Binary;

namespace HealthRecord.Importers.Fit;

/// <summary>Walks through the messages of one part. Unknown ones are stepped over by the size that the file declares.</summary>
internal ref struct FitReader(ReadOnlyMemory<byte> records)
{
    public const byte TimestampField = 253;
    private const byte BaseTypeBits = 0x1F;
    private const byte UInt32Type = 6;
    private const int FixedPart = 5;

    private readonly FitDefinition?[] locals = new FitDefinition?[16];
    private ReadOnlySpan<byte> rest = records.Span;
    private FitDefinition? current;
    private ReadOnlySpan<byte> content;
    private uint? lastTime;
    private uint? time;

    /// <summary>Reading stopped before the end: a message is cut, or of a type that nothing defines.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Valid after <see cref="Read"/> said so, until it is called again.</summary>
    public readonly FitMessage Message =>
        new(current ?? throw new InvalidOperationException(), content, time);

    public bool Read()
    {
        while (rest.Length > 0)
        {
            var header = rest[0];
            rest = rest[1..];
            var isCompressed = (header & 0x80) != 0;
            if (!isCompressed && (header & 0x40) != 0)
            {
                if (!Define(header & 0x0F, (header & 0x20) != 0))
                    return Break();
                continue;
            }
            current = locals[isCompressed ? (header >> 5) & 0x03 : header & 0x0F];
            if (current is null || current.Size > rest.Length)
                return Break();
            content = rest[..current.Size];
            rest = rest[current.Size..];
            time = isCompressed ? Rolled(header & 0x1Fu) : Written();
            lastTime = time ?? lastTime;
            return true;
        }
        return false;
    }

    private bool Break()
    {
        IsBroken = true;
        rest = default;
        return false;
    }

    private bool Define(int local, bool hasDeveloperFields)
    {
        if (rest.Length < FixedPart)
            return false;
        var isBigEndian = rest[1] == 1;
        var message = isBigEndian
            ? BinaryPrimitives.ReadUInt16BigEndian(rest[2..])
            : BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]);
        int count = rest[4];
        rest = rest[FixedPart..];
        if (rest.Length < count * 3)
            return false;
        var fields = new FitField[count];
        var size = 0;
        for (var i = 0; i < count; i++)
        {
            var field = rest.Slice(i * 3, 3);
            fields[i] = new(field[0], size, field[1], (byte)(field[2] & BaseTypeBits));
            size += field[1];
        }
        rest = rest[(count * 3)..];
        if (hasDeveloperFields && !SkipDeveloperFields(ref size))
            return false;
        locals[local] = new(message, isBigEndian, fields, size);
        return true;
    }

    /// <summary>What an app on the device adds stands behind the others: only its size matters.</summary>
    private bool SkipDeveloperFields(ref int size)
    {
        if (rest.IsEmpty)
            return false;
        int count = rest[0];
        rest = rest[1..];
        if (rest.Length < count * 3)
            return false;
        for (var i = 0; i < count; i++)
            size += rest[(i * 3) + 1];
        rest = rest[(count * 3)..];
        return true;
    }

    /// <summary>Five bits of seconds that roll over every 32.</summary>
    private readonly uint? Rolled(uint offset) =>
        lastTime is { } last ? last + ((offset - (last & 0x1F)) & 0x1F) : null;

    private readonly uint? Written()
    {
        foreach (var field in current!.Fields)
        {
            if (field.Number != TimestampField || field.Size != 4 || field.Type != UInt32Type)
                continue;
            var value = content.Slice(field.At, 4);
            var seconds = current.IsBigEndian
                ? BinaryPrimitives.ReadUInt32BigEndian(value)
                : BinaryPrimitives.ReadUInt32LittleEndian(value);
            return seconds == uint.MaxValue ? null : seconds;
        }
        return null;
    }
}
