using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Readings.Columns;

namespace HealthRecord.Domain.Days;

/// <summary>The bytes of a day table: columns again, since a year of one kind looks alike from day to day.</summary>
public static class DayTableCodec
{
    internal const byte Format = 1;

    private const int MostDays = 366;
    private const int MostCodes = 64;
    private const int MostNights = 100_000;
    private const int MostShares = 4_000_000;
    private static readonly int FirstDay = DateOnly.MinValue.DayNumber;
    private static readonly int LastDay = DateOnly.MaxValue.DayNumber;

    public static byte[] Encode(DayTable table)
    {
        var bytes = new ByteWriter(1024);
        bytes.Byte(Format);
        bytes.Text(table.KindCode);
        bytes.Unsigned((ulong)table.Year);
        Write(bytes, table.Basis);
        bytes.Unsigned((ulong)table.Sources.Count);
        foreach (var source in table.Sources)
        {
            bytes.Text(source.Producer);
            bytes.Text(source.Name);
        }
        bytes.Unsigned((ulong)table.Days.Count);
        if (table.Days.Count > 0)
            Write(bytes, table.Days);
        Write(bytes, table.Latest);
        bytes.Unsigned((ulong)table.Nights.Count);
        if (table.Nights.Count > 0)
            Write(bytes, table.Nights);
        return bytes.ToArray();
    }

    /// <exception cref="SegmentDamagedException">Not the bytes of a day table.</exception>
    public static DayTable Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        if (reader.Byte() != Format)
            throw new SegmentDamagedException("Not a format that this program reads.");
        var kind = reader.Text();
        var year = reader.Int(9999);
        var basis = ReadBasis(ref reader);
        var sources = new SourceKey[reader.Count(2)];
        for (var i = 0; i < sources.Length; i++)
            sources[i] = new(reader.Text(), reader.Text());
        var dayCount = reader.Int(MostDays);
        var days = dayCount == 0 ? [] : ReadDays(ref reader, dayCount, sources.Length);
        var latest = ReadLatest(ref reader, sources.Length);
        var nightCount = reader.Int(MostNights);
        var nights = nightCount == 0 ? [] : ReadNights(ref reader, nightCount, sources.Length);
        reader.RequireEnd();
        return new(kind, year, basis, sources, days, latest, nights);
    }

    private static void Write(ByteWriter bytes, DayTableBasis basis)
    {
        bytes.Unsigned((ulong)basis.Algorithm);
        bytes.UInt64(basis.Zones);
        bytes.UInt64(basis.Priorities);
        bytes.Unsigned((ulong)basis.Rows.Count);
        foreach (var row in basis.Rows)
        {
            bytes.Guid(row.Row);
            bytes.Signed(row.Version);
        }
    }

    private static DayTableBasis ReadBasis(ref ByteReader bytes)
    {
        var algorithm = bytes.Int(int.MaxValue);
        var (zones, priorities) = (bytes.UInt64(), bytes.UInt64());
        var rows = new RowVersion[bytes.Count(17)];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new(bytes.Guid(), bytes.Signed());
        return new(algorithm, zones, priorities, rows);
    }

    private static void Write(ByteWriter bytes, IReadOnlyList<DaySummary> days)
    {
        Longs(bytes, days, d => d.Day.DayNumber);
        Longs(bytes, days, d => d.Count);
        Doubles(bytes, days, d => d.Mean);
        Doubles(bytes, days, d => d.Min);
        Doubles(bytes, days, d => d.Max);
        Doubles(bytes, days, d => d.Last);
        Doubles(bytes, days, d => d.Total);
        Doubles(bytes, days, d => d.Second);
        Doubles(bytes, days, d => d.Third);
        WriteHours(bytes, [.. days.Select(d => d.HoursByCode)]);
        Longs(bytes, days, d => d.SetAside);
        Longs(bytes, days, d => d.Echoes);
        Longs(bytes, days, d => d.Overruled ? 1 : 0);
        Longs(bytes, days, d => d.Shares.Count);
        var shares = days.SelectMany(d => d.Shares).ToList();
        if (shares.Count == 0)
            return;
        Longs(bytes, shares, s => s.Source);
        Doubles(bytes, shares, s => s.Amount);
        Doubles(bytes, shares, s => s.Ignored);
        Longs(bytes, shares, s => s.FirstMinute);
        Longs(bytes, shares, s => s.LastMinute);
    }

    private static DaySummary[] ReadDays(ref ByteReader bytes, int count, int sources)
    {
        var day = Ints(ref bytes, count, FirstDay, LastDay);
        var counts = Ints(ref bytes, count, 0, int.MaxValue);
        var numbers = new double[7][];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = DoubleColumn.Read(ref bytes, count);
        var hours = ReadHours(ref bytes, count);
        var setAside = Ints(ref bytes, count, 0, int.MaxValue);
        var echoes = Ints(ref bytes, count, 0, int.MaxValue);
        var overruled = Ints(ref bytes, count, 0, 1);
        var shares = ReadShares(ref bytes, count, sources);
        var days = new DaySummary[count];
        for (var i = 0; i < count; i++)
        {
            if (i > 0 && day[i] <= day[i - 1])
                throw new SegmentDamagedException("Days out of order.");
            days[i] = new(
                DateOnly.FromDayNumber(day[i]),
                counts[i],
                numbers[0][i],
                numbers[1][i],
                numbers[2][i],
                numbers[3][i],
                numbers[4][i],
                numbers[5][i],
                numbers[6][i],
                hours[i],
                setAside[i],
                shares[i],
                echoes[i],
                overruled[i] == 1
            );
        }
        return days;
    }

    private static DayShare[][] ReadShares(ref ByteReader bytes, int days, int sources)
    {
        var counts = Ints(ref bytes, days, 0, sources);
        var total = counts.Sum(c => (long)c);
        if (total > MostShares)
            throw new SegmentDamagedException("More shares than days have sources.");
        if (total == 0)
            return Array.ConvertAll(counts, _ => Array.Empty<DayShare>());
        var source = Ints(ref bytes, (int)total, 0, sources - 1);
        var amount = DoubleColumn.Read(ref bytes, (int)total);
        var ignored = DoubleColumn.Read(ref bytes, (int)total);
        var first = Ints(ref bytes, (int)total, -1, int.MaxValue);
        var last = Ints(ref bytes, (int)total, -1, int.MaxValue);
        var next = 0;
        return Array.ConvertAll(
            counts,
            c =>
            {
                var shares = new DayShare[c];
                for (var i = 0; i < c; i++, next++)
                    shares[i] = new(
                        source[next],
                        amount[next],
                        ignored[next],
                        first[next],
                        last[next]
                    );
                return shares;
            }
        );
    }

    private static void Write(ByteWriter bytes, LatestReading? latest)
    {
        bytes.Byte(latest is null ? (byte)0 : (byte)1);
        if (latest is null)
            return;
        bytes.Signed(latest.StartMs);
        bytes.Signed(latest.DurationMs);
        DoubleColumn.Write(bytes, [latest.First, latest.Second, latest.Third, latest.Fourth]);
        bytes.Unsigned((ulong)latest.Source);
    }

    private static LatestReading? ReadLatest(ref ByteReader bytes, int sources)
    {
        if (!bytes.Flag())
            return null;
        var (start, duration) = (bytes.Signed(), bytes.Signed());
        var numbers = DoubleColumn.Read(ref bytes, 4);
        var source = bytes.Int(int.MaxValue);
        if (source >= sources)
            throw new SegmentDamagedException("A source that is not there.");
        return new(start, duration, numbers[0], numbers[1], numbers[2], numbers[3], source);
    }

    private static void Write(ByteWriter bytes, IReadOnlyList<Night> nights)
    {
        Longs(bytes, nights, n => n.Day.DayNumber);
        Longs(bytes, nights, n => n.StartMs);
        Longs(bytes, nights, n => n.EndMs);
        Longs(bytes, nights, n => n.StartMinute);
        Longs(bytes, nights, n => n.EndMinute);
        WriteHours(bytes, [.. nights.Select(n => n.HoursByCode)]);
        Doubles(bytes, nights, n => n.AsleepHours);
        Longs(bytes, nights, n => n.Awakenings);
        Longs(bytes, nights, n => n.Source);
        Longs(bytes, nights, n => n.IsNap ? 1 : 0);
    }

    private static Night[] ReadNights(ref ByteReader bytes, int count, int sources)
    {
        var day = Ints(ref bytes, count, FirstDay, LastDay);
        var start = LongColumn.Read(ref bytes, count);
        var end = LongColumn.Read(ref bytes, count);
        var startMinute = Ints(ref bytes, count, 0, 1440);
        var endMinute = Ints(ref bytes, count, 0, 1440);
        var hours = ReadHours(ref bytes, count);
        var asleep = DoubleColumn.Read(ref bytes, count);
        var awakenings = Ints(ref bytes, count, 0, int.MaxValue);
        var source = Ints(ref bytes, count, 0, sources - 1);
        var naps = Ints(ref bytes, count, 0, 1);
        var nights = new Night[count];
        for (var i = 0; i < count; i++)
            nights[i] = new(
                DateOnly.FromDayNumber(day[i]),
                start[i],
                end[i],
                startMinute[i],
                endMinute[i],
                hours[i],
                asleep[i],
                awakenings[i],
                source[i],
                naps[i] == 1
            );
        return nights;
    }

    private static void WriteHours(ByteWriter bytes, IReadOnlyList<IReadOnlyList<double>> hours)
    {
        Longs(bytes, hours, h => h.Count);
        var most = hours.Max(h => h.Count);
        for (var code = 0; code < most; code++)
        {
            var at = code;
            DoubleColumn.Write(bytes, [.. hours.Where(h => h.Count > at).Select(h => h[at])]);
        }
    }

    private static double[][] ReadHours(ref ByteReader bytes, int count)
    {
        var lengths = Ints(ref bytes, count, 0, MostCodes);
        var hours = Array.ConvertAll(lengths, l => new double[l]);
        for (var code = 0; code < lengths.Max(); code++)
        {
            var at = code;
            var rows = Array.FindAll(hours, h => h.Length > at);
            var column = DoubleColumn.Read(ref bytes, rows.Length);
            for (var i = 0; i < rows.Length; i++)
                rows[i][at] = column[i];
        }
        return hours;
    }

    private static void Longs<T>(ByteWriter bytes, IReadOnlyList<T> rows, Func<T, long> of) =>
        LongColumn.Write(bytes, [.. rows.Select(of)]);

    private static void Doubles<T>(ByteWriter bytes, IReadOnlyList<T> rows, Func<T, double> of) =>
        DoubleColumn.Write(bytes, [.. rows.Select(of)]);

    private static int[] Ints(ref ByteReader bytes, int count, int least, int most) =>
        Array.ConvertAll(
            LongColumn.Read(ref bytes, count),
            v =>
                v >= least && v <= most
                    ? (int)v
                    : throw new SegmentDamagedException("A number out of its bounds.")
        );
}
