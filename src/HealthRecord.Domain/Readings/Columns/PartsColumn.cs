using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>The further numbers of readings of several parts: a column of lengths, then three for each position.</summary>
internal static class PartsColumn
{
    public static void Write(ByteWriter bytes, ReadingParts?[]? parts)
    {
        if (parts is null || parts.All(p => p is null))
        {
            bytes.Byte(0);
            return;
        }
        bytes.Byte(1);
        LongColumn.Write(bytes, Array.ConvertAll(parts, p => p is null ? 0L : p.Rest.Count + 1));
        var longest = parts.Max(p => p?.Rest.Count ?? 0);
        for (var position = 0; position < longest; position++)
        {
            var at = position;
            var numbers = parts
                .Where(p => p is not null && p.Rest.Count > at)
                .Select(p => p!.Rest[at])
                .ToArray();
            LongColumn.Write(bytes, Array.ConvertAll(numbers, n => n is null ? 0L : 1));
            var present = numbers.OfType<WrittenNumber>().ToArray();
            if (present.Length == 0)
                continue;
            LongColumn.Write(bytes, Array.ConvertAll(present, n => n.Digits));
            LongColumn.Write(bytes, Array.ConvertAll(present, n => (long)n.Exponent));
        }
    }

    public static ReadingParts?[]? Read(ref ByteReader bytes, int count)
    {
        if (!bytes.Flag())
            return null;
        var lengths = LongColumn.Read(ref bytes, count);
        if (lengths.Any(l => l is < 0 or > SegmentRules.MostParts + 1))
            throw new SegmentDamagedException("Too many parts.");
        var lists = Array.ConvertAll(lengths, l => l == 0 ? null : new WrittenNumber?[l - 1]);
        for (var position = 0; position < lengths.Max() - 1; position++)
        {
            var at = position;
            var rows = lists.Where(l => l is not null && l.Length > at).ToArray();
            var present = LongColumn.Read(ref bytes, rows.Length);
            if (present.Any(p => p is not (0 or 1)))
                throw new SegmentDamagedException("Neither yes nor no.");
            var filled = (int)present.Sum();
            if (filled == 0)
                continue;
            var digits = LongColumn.Read(ref bytes, filled);
            var exponents = LongColumn.Read(ref bytes, filled);
            for (var (row, next) = (0, 0); row < rows.Length; row++)
            {
                if (present[row] == 0)
                    continue;
                if (exponents[next] is < -18 or > 18)
                    throw new SegmentDamagedException("An exponent beyond 18.");
                rows[row]![at] = new(digits[next], (sbyte)exponents[next]);
                next++;
            }
        }
        return Array.ConvertAll(lists, l => l is null ? null : new ReadingParts(l));
    }
}
