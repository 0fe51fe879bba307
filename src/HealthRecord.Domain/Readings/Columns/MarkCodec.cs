using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Marks are few: one after the other.</summary>
internal static class MarkCodec
{
    private const byte Confirmed = 1;
    private const byte Own = 2;

    public const int FewestBytes = 16 + 1 + 16 + 5;

    public static void Write(ByteWriter bytes, Mark mark)
    {
        bytes.Key(mark.Key);
        bytes.Signed(mark.Revision);
        bytes.Guid(mark.Account.Value);
        bytes.Signed(mark.AtMs);
        bytes.Byte((byte)mark.State);
        bytes.Byte((byte)((mark.Confirmed ? Confirmed : 0) | (mark.IsOwn ? Own : 0)));
        bytes.OptionalText(mark.Moment);
        bytes.OptionalText(mark.Note);
        if (mark.Replacement is { } content)
            Write(bytes, content);
    }

    public static Mark Read(ref ByteReader bytes)
    {
        var key = bytes.Key();
        var revision = bytes.Signed();
        if (revision is < int.MinValue or > int.MaxValue)
            throw new SegmentDamagedException("Not a revision.");
        var account = new AccountId(bytes.Guid());
        var at = bytes.Signed();
        var state = (MarkState)bytes.Byte();
        var flags = bytes.Byte();
        if (flags > (Confirmed | Own))
            throw new SegmentDamagedException("More than is said of a reading.");
        var moment = bytes.OptionalText();
        var note = bytes.OptionalText();
        var replacement = state == MarkState.Replaced ? ReadContent(ref bytes) : null;
        var confirmed = (flags & Confirmed) != 0;
        return new(key, (int)revision, account, at, state, confirmed, replacement, moment, note)
        {
            IsOwn = (flags & Own) != 0,
        };
    }

    private static void Write(ByteWriter bytes, ReadingContent content)
    {
        bytes.Signed(content.StartMs);
        bytes.Signed(content.DurationMs);
        WriteNumber(bytes, content.Value);
        bytes.OptionalText(content.Unit);
        bytes.OptionalText(content.Zone);
        bytes.Byte((byte)content.ZoneOrigin);
        bytes.Unsigned(content.Parts is null ? 0 : (ulong)content.Parts.Rest.Count + 1);
        foreach (var part in content.Parts?.Rest ?? [])
        {
            bytes.Byte(part is null ? (byte)0 : (byte)1);
            if (part is { } number)
                WriteNumber(bytes, number);
        }
    }

    private static ReadingContent ReadContent(ref ByteReader bytes)
    {
        var start = bytes.Signed();
        var duration = bytes.Signed();
        var value = ReadNumber(ref bytes);
        var unit = bytes.OptionalText();
        var zone = bytes.OptionalText();
        var origin = (ZoneOrigin)bytes.Byte();
        var length = bytes.Int(SegmentRules.MostParts + 1);
        WrittenNumber?[]? rest = length == 0 ? null : new WrittenNumber?[length - 1];
        for (var i = 0; i < length - 1; i++)
            rest![i] = bytes.Flag() ? ReadNumber(ref bytes) : null;
        var parts = rest is null ? null : new ReadingParts(rest);
        return new(start, duration, value, unit, parts, zone, origin);
    }

    private static void WriteNumber(ByteWriter bytes, WrittenNumber number)
    {
        bytes.Signed(number.Digits);
        bytes.Signed(number.Exponent);
    }

    private static WrittenNumber ReadNumber(ref ByteReader bytes)
    {
        var digits = bytes.Signed();
        return bytes.Signed() is >= -18 and <= 18 and var exponent
            ? new(digits, (sbyte)exponent)
            : throw new SegmentDamagedException("An exponent beyond 18.");
    }
}
