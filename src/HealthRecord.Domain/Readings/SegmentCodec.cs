using HealthRecord.Domain.Readings.Columns;

namespace HealthRecord.Domain.Readings;

/// <summary>The bytes of a segment: columns, delta-encoded, imports and units in dictionaries. Compressed and sealed by others.</summary>
/// <remarks>Equal sets have equal bytes. A month holds at most as many readings as it has bytes, so nothing is allocated on a lie.</remarks>
public static class SegmentCodec
{
    /// <summary>First byte. Older numbers stay readable for ever.</summary>
    internal const byte Format = 1;

    /// <summary>The same, and withdrawals at the end: nothing changes for the segments that have none.</summary>
    private const byte FormatOfWithdrawals = 2;

    private static readonly int[] TimeScales = [60_000, 1000, 1];

    public static byte[] Encode(Segment segment)
    {
        if (segment.Encoded is { } known)
            return known;
        var facts = segment.Columns;
        var bytes = new ByteWriter(256 + (facts.Count * 4));
        bytes.Byte(segment.WithdrawalSet.Length == 0 ? Format : FormatOfWithdrawals);
        bytes.Text(segment.KindCode);
        bytes.Text(segment.Source.Producer);
        bytes.Text(segment.Source.Name);
        bytes.Unsigned((ulong)segment.Month);
        bytes.Unsigned((ulong)facts.Count);
        if (facts.Count > 0)
            WriteFacts(bytes, facts, UtcMonth.FirstMs(segment.Month));
        bytes.Unsigned((ulong)segment.MarkSet.Length);
        foreach (var mark in segment.MarkSet)
            MarkCodec.Write(bytes, mark);
        if (segment.WithdrawalSet.Length > 0)
            WithdrawalSets.Write(bytes, segment.WithdrawalSet, WriteImports);
        return bytes.ToArray();
    }

    /// <exception cref="SegmentDamagedException">Not the bytes of a segment.</exception>
    public static Segment Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        var format = reader.Byte();
        if (format is not (Format or FormatOfWithdrawals))
            throw new SegmentDamagedException("Not a format that this program reads.");
        var kind = reader.Text();
        var source = new SourceKey(reader.Text(), reader.Text());
        var month = reader.Int(999_999);
        if (!UtcMonth.IsValid(month))
            throw new SegmentDamagedException("Not a month.");
        var count = reader.Count(1);
        var facts = count == 0 ? FactColumns.None : ReadFacts(ref reader, count, month);
        var marks = new Mark[reader.Count(MarkCodec.FewestBytes)];
        for (var i = 0; i < marks.Length; i++)
        {
            marks[i] = MarkCodec.Read(ref reader);
            if (i > 0 && marks[i - 1].Key.CompareTo(marks[i].Key) >= 0)
                throw new SegmentDamagedException("Marks out of order.");
            if (SegmentRules.Fault(marks[i], month) is { } fault)
                throw new SegmentDamagedException(fault);
        }
        var withdrawals =
            format == FormatOfWithdrawals ? WithdrawalSets.Read(ref reader, ReadImports) : [];
        reader.RequireEnd();
        return new(kind, source, month, facts, marks, withdrawals: withdrawals);
    }

    private static void WriteFacts(ByteWriter bytes, FactColumns facts, long monthStart)
    {
        var scale = ScaleOf(facts, monthStart);
        bytes.Byte((byte)Array.IndexOf(TimeScales, scale));
        var before = monthStart;
        foreach (var start in facts.Starts)
        {
            bytes.Unsigned((ulong)((start - before) / scale));
            before = start;
        }
        if (facts.Durations is { } durations)
            LongColumn.Write(
                bytes,
                scale == 1 ? durations : Array.ConvertAll(durations, d => d / scale)
            );
        else
            LongColumn.WriteSame(bytes, 0);
        LongColumn.Write(bytes, facts.Digits);
        LongColumn.Write(bytes, Array.ConvertAll(facts.Exponents, e => (long)e));
        NameColumn.Write(bytes, facts.Units, facts.Count, (w, unit) => w.OptionalText(unit));
        NameColumn.Write(bytes, facts.Zones, facts.Count, WriteZone);
        NameColumn.Write(bytes, facts.Imports, facts.Count, WriteImports);
        PartsColumn.Write(bytes, facts.Parts);
        IdentityColumn.Write(bytes, facts.Identities);
    }

    private static FactColumns ReadFacts(ref ByteReader bytes, int count, int month)
    {
        var scaleIndex = bytes.Byte();
        if (scaleIndex >= TimeScales.Length)
            throw new SegmentDamagedException("Not a scale of time.");
        var scale = TimeScales[scaleIndex];
        var starts = new long[count];
        var (before, end) = (UtcMonth.FirstMs(month), UtcMonth.FirstMs(UtcMonth.Next(month)));
        for (var i = 0; i < count; i++)
        {
            var step = bytes.Unsigned();
            if (step >= (ulong)(end - before))
                throw new SegmentDamagedException("A reading of another month.");
            before += (long)step * scale;
            if (before >= end)
                throw new SegmentDamagedException("A reading of another month.");
            starts[i] = before;
        }
        var durations = LongColumn.Read(ref bytes, count);
        var isMoments = true;
        for (var i = 0; i < count; i++)
        {
            if (durations[i] < 0 || durations[i] > SegmentRules.LongestMs / scale)
                throw new SegmentDamagedException("Not a duration.");
            durations[i] *= scale;
            isMoments &= durations[i] == 0;
        }
        var digits = LongColumn.Read(ref bytes, count);
        var exponents = new sbyte[count];
        var written = LongColumn.Read(ref bytes, count);
        for (var i = 0; i < count; i++)
            exponents[i] = written[i] is >= -18 and <= 18
                ? (sbyte)written[i]
                : throw new SegmentDamagedException("An exponent beyond 18.");
        var units = NameColumn.Read(ref bytes, count, 1, (ref ByteReader r) => r.OptionalText());
        var zones = NameColumn.Read(ref bytes, count, 2, ReadZone);
        var imports = NameColumn.Read(ref bytes, count, 17, ReadImports);
        var parts = PartsColumn.Read(ref bytes, count);
        var identities = IdentityColumn.Read(ref bytes, count);
        var facts = new FactColumns(
            count,
            starts,
            isMoments ? null : durations,
            digits,
            exponents,
            units,
            zones,
            imports,
            parts,
            identities
        );
        return FactSets.IsSorted(facts)
            ? facts
            : throw new SegmentDamagedException("Readings out of order.");
    }

    private static int ScaleOf(FactColumns facts, long monthStart)
    {
        var at = 0;
        for (var row = 0; row < facts.Count && TimeScales[at] > 1; row++)
            while (
                (facts.Starts[row] - monthStart) % TimeScales[at] != 0
                || facts.DurationOf(row) % TimeScales[at] != 0
            )
                at++;
        return TimeScales[at];
    }

    private static void WriteZone(ByteWriter bytes, ZoneName zone)
    {
        bytes.Byte((byte)zone.Origin);
        bytes.OptionalText(zone.Name);
    }

    private static ZoneName ReadZone(ref ByteReader bytes)
    {
        var origin = (ZoneOrigin)bytes.Byte();
        return Enum.IsDefined(origin)
            ? new(bytes.OptionalText(), origin)
            : throw new SegmentDamagedException("An unknown origin of a zone.");
    }

    private static void WriteImports(ByteWriter bytes, ImportSet imports)
    {
        bytes.Unsigned((ulong)imports.Ids.Count);
        foreach (var id in imports.Ids)
            bytes.Guid(id.Value);
    }

    private static ImportSet ReadImports(ref ByteReader bytes)
    {
        var ids = new ImportId[bytes.Count(16)];
        if (ids.Length == 0)
            throw new SegmentDamagedException("A fact that nobody carried.");
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = new(bytes.Guid());
            if (i > 0 && ids[i - 1].CompareTo(ids[i]) >= 0)
                throw new SegmentDamagedException("Imports out of order.");
        }
        return ImportSet.Of(ids);
    }
}

/// <summary>The bytes are not those of a segment, or of a newer program's.</summary>
public sealed class SegmentDamagedException(string reason) : Exception(reason);
