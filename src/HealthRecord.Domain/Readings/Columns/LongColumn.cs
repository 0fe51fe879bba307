using System.Numerics;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>A column of whole numbers, written in whichever of four ways says it shortest.</summary>
internal static class LongColumn
{
    private const byte Same = 0;
    private const byte FromLeast = 1;
    private const byte Steps = 2;
    private const byte Runs = 3;

    public static void WriteSame(ByteWriter bytes, long value)
    {
        bytes.Byte(Same);
        bytes.Signed(value);
    }

    public static void Write(ByteWriter bytes, ReadOnlySpan<long> column)
    {
        var (runs, least, steps) = (1, column[0], 0L);
        for (var i = 1; i < column.Length; i++)
        {
            if (column[i] != column[i - 1])
                runs++;
            least = Math.Min(least, column[i]);
            steps += Bits(ByteWriter.ZigZag(unchecked(column[i] - column[i - 1])));
        }
        if (runs == 1)
        {
            WriteSame(bytes, column[0]);
            return;
        }
        var fromLeast = 0L;
        foreach (var value in column)
            fromLeast += Bits(unchecked((ulong)value - (ulong)least));
        // A run costs about three bytes; bits and not bytes are compared because a compressor follows.
        if (runs * 24L < Math.Min(fromLeast, steps))
            WriteRuns(bytes, column);
        else if (fromLeast <= steps)
            WriteFromLeast(bytes, column, least);
        else
            WriteSteps(bytes, column);
    }

    /// <remarks>The caller has checked that as many bytes were there for another column.</remarks>
    public static long[] Read(ref ByteReader bytes, int count)
    {
        var mode = bytes.Byte();
        // A column of its own bytes has at least one for each row.
        if (mode is FromLeast or Steps && bytes.Left < count)
            throw new SegmentDamagedException("A column shorter than its rows.");
        var column = new long[count];
        switch (mode)
        {
            case Same:
                Array.Fill(column, bytes.Signed());
                break;
            case FromLeast:
                var least = (ulong)bytes.Signed();
                for (var i = 0; i < count; i++)
                    column[i] = unchecked((long)(least + bytes.Unsigned()));
                break;
            case Steps:
                for (var (i, at) = (0, 0L); i < count; i++)
                    column[i] = at = unchecked(at + bytes.Signed());
                break;
            case Runs:
                for (var i = 0; i < count; )
                {
                    var value = bytes.Signed();
                    var length = bytes.Int(count - i);
                    if (length == 0)
                        throw new SegmentDamagedException("A run of nothing.");
                    Array.Fill(column, value, i, length);
                    i += length;
                }
                break;
            default:
                throw new SegmentDamagedException("Not a column.");
        }
        return column;
    }

    private static void WriteFromLeast(ByteWriter bytes, ReadOnlySpan<long> column, long least)
    {
        bytes.Byte(FromLeast);
        bytes.Signed(least);
        foreach (var value in column)
            bytes.Unsigned(unchecked((ulong)value - (ulong)least));
    }

    private static void WriteSteps(ByteWriter bytes, ReadOnlySpan<long> column)
    {
        bytes.Byte(Steps);
        var at = 0L;
        foreach (var value in column)
        {
            bytes.Signed(unchecked(value - at));
            at = value;
        }
    }

    private static void WriteRuns(ByteWriter bytes, ReadOnlySpan<long> column)
    {
        bytes.Byte(Runs);
        for (var i = 0; i < column.Length; )
        {
            var from = i;
            while (i < column.Length && column[i] == column[from])
                i++;
            bytes.Signed(column[from]);
            bytes.Unsigned((ulong)(i - from));
        }
    }

    private static int Bits(ulong value) => 64 - BitOperations.LeadingZeroCount(value);
}
