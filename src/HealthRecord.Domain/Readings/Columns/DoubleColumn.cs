using System.Buffers.Binary;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>A column of computed figures: as whole numbers of some decimals where that is exact, else bit by bit. NaN is "none".</summary>
internal static class DoubleColumn
{
    private const byte Bits = 0xFF;
    private const byte AllNone = 0xFE;
    private const int MostDecimals = 6;

    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

    public static void Write(ByteWriter bytes, double[] column)
    {
        if (Array.TrueForAll(column, IsNone))
        {
            bytes.Byte(AllNone);
            return;
        }
        var decimals = 0;
        while (decimals <= MostDecimals && !Array.TrueForAll(column, v => IsExact(v, decimals)))
            decimals++;
        if (decimals > MostDecimals)
        {
            bytes.Byte(Bits);
            foreach (var value in column)
                bytes.UInt64((ulong)BitConverter.DoubleToInt64Bits(value));
            return;
        }
        bytes.Byte((byte)decimals);
        LongColumn.Write(bytes, Array.ConvertAll(column, v => IsNone(v) ? 0L : 1));
        var present = Array.FindAll(column, v => !IsNone(v));
        LongColumn.Write(
            bytes,
            Array.ConvertAll(present, v => (long)Math.Round(v * Powers[decimals]))
        );
    }

    /// <remarks>The caller bounds the count.</remarks>
    public static double[] Read(ref ByteReader bytes, int count)
    {
        var mode = bytes.Byte();
        if (mode == Bits && bytes.Left / 8 < count)
            throw new SegmentDamagedException("A column shorter than its rows.");
        var column = new double[count];
        Array.Fill(column, double.NaN);
        if (mode == AllNone)
            return column;
        if (mode == Bits)
        {
            for (var i = 0; i < count; i++)
                column[i] = BitConverter.Int64BitsToDouble((long)bytes.UInt64());
            return column;
        }
        if (mode > MostDecimals)
            throw new SegmentDamagedException("Not a column.");
        var present = LongColumn.Read(ref bytes, count);
        if (Array.Exists(present, p => p is not (0 or 1)))
            throw new SegmentDamagedException("Neither yes nor no.");
        var filled = (int)present.Sum();
        if (filled == 0)
            throw new SegmentDamagedException("A column of nothing.");
        var digits = LongColumn.Read(ref bytes, filled);
        for (var (i, next) = (0, 0); i < count; i++)
            if (present[i] == 1)
                column[i] = digits[next++] / Powers[mode];
        return column;
    }

    private static bool IsNone(double value) =>
        BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(double.NaN);

    private static bool IsExact(double value, int decimals)
    {
        if (IsNone(value))
            return true;
        var digits = Math.Round(value * Powers[decimals]);
        return Math.Abs(digits) < 1L << 53
            && BitConverter.DoubleToInt64Bits((long)digits / Powers[decimals])
                == BitConverter.DoubleToInt64Bits(value);
    }
}
