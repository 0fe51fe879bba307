using System.Globalization;

namespace HealthRecord.Importers.Text;

/// <summary>A time as programs write it: wall clock, and what they say about its distance to UTC.</summary>
/// <param name="Offset">Null where none is written.</param>
internal readonly record struct IsoTime(DateTime Local, TimeSpan? Offset)
{
    /// <summary>What lies outside is a broken clock, and would leave the calendar with an offset.</summary>
    public const int FirstYear = 1900;
    public const int LastYear = 2200;

    private static readonly TimeSpan MostOffset = TimeSpan.FromHours(14);

    /// <summary>Since 1970-01-01T00:00:00Z; as if the wall clock were UTC where no offset is written.</summary>
    public long Ms =>
        (long)(Local - DateTime.UnixEpoch).TotalMilliseconds
        - (long)(Offset ?? TimeSpan.Zero).TotalMilliseconds;

    /// <summary>As in <c>+02:00</c>. Null for UTC too: it is what programs write that do not know the place.</summary>
    public string? Zone => Offset is { } offset && offset != TimeSpan.Zero ? ZoneOf(offset) : null;

    public static string ZoneOf(TimeSpan offset) =>
        (offset < TimeSpan.Zero ? "-" : "+")
        + offset.Duration().ToString(@"hh\:mm", CultureInfo.InvariantCulture);

    /// <summary>An offset in minutes as a zone; null when it is none, or zero.</summary>
    public static string? ZoneOf(long? minutes) =>
        minutes is { } m and not 0 && Math.Abs(m) <= 14 * 60
            ? ZoneOf(TimeSpan.FromMinutes(m))
            : null;

    /// <summary>ISO 8601 in its common spellings: <c>T</c> or a blank, seconds and fractions or none, <c>Z</c>, <c>+02:00</c>, <c>+0200</c> or nothing.</summary>
    public static bool TryParse(string? text, out IsoTime time)
    {
        time = default;
        if (text is null || text.Length is < 10 or > 40)
            return false;
        var rest = text.AsSpan().Trim();
        if (
            rest.Length < 10
            || !DateOnly.TryParseExact(
                rest[..10],
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var day
            )
            || day.Year is < FirstYear or > LastYear
        )
            return false;
        var local = day.ToDateTime(TimeOnly.MinValue);
        rest = rest[10..];
        if (rest.IsEmpty)
        {
            time = new(local, null);
            return true;
        }
        if (rest[0] is not ('T' or ' ') || !TryOffset(ref rest, out var offset))
            return false;
        var clock = rest[1..];
        // Nanoseconds: more digits than a TimeOnly takes.
        if (clock.Length > 16)
            clock = clock[..16];
        if (
            !TimeOnly.TryParseExact(
                clock,
                ["HH:mm:ss.FFFFFFF", "HH:mm:ss", "HH:mm"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var at
            )
        )
            return false;
        // A millisecond is what a reading keeps.
        local = day.ToDateTime(new TimeOnly(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond)));
        time = new(local, offset);
        return true;
    }

    private static bool TryOffset(ref ReadOnlySpan<char> rest, out TimeSpan? offset)
    {
        offset = null;
        if (rest[^1] == 'Z')
        {
            offset = TimeSpan.Zero;
            rest = rest[..^1];
            return true;
        }
        var sign = rest.LastIndexOfAny('+', '-');
        if (sign < 0)
            return true;
        if (
            !TimeSpan.TryParseExact(
                rest[(sign + 1)..],
                [@"hh\:mm", "hhmm", "hh"],
                CultureInfo.InvariantCulture,
                out var length
            )
            || length > MostOffset
        )
            return false;
        offset = rest[sign] == '-' ? -length : length;
        rest = rest[..sign].TrimEnd();
        return true;
    }
}
