using System.Globalization;

namespace HealthRecord.Importers.Fit;

/// <summary>Seconds since 1989-12-31T00:00:00Z. Small ones count from when the device was switched on and are no date.</summary>
internal static class FitTime
{
    private const uint FirstDate = 0x1000_0000;
    private const long Epoch = 631_065_600;
    private const long QuarterHour = 900;
    private const long Furthest = 18 * 3600;

    /// <param name="ms">Milliseconds since 1970-01-01T00:00:00Z.</param>
    public static bool TryMs(long seconds, out long ms)
    {
        ms = (Epoch + seconds) * 1000;
        return seconds is >= FirstDate and < uint.MaxValue;
    }

    /// <summary>As <c>+02:00</c>: what the device's clock showed beside what it was in UTC.</summary>
    /// <returns>Null where the two do not make an offset that exists.</returns>
    public static string? Zone(long? local, long? utc)
    {
        if (local is not { } shown || utc is not { } was || !TryMs(was, out _))
            return null;
        var offset = (long)Math.Round((shown - was) / (double)QuarterHour) * QuarterHour;
        if (Math.Abs(offset) > Furthest)
            return null;
        var length = TimeSpan.FromSeconds(Math.Abs(offset));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(offset < 0 ? '-' : '+')}{length:hh\\:mm}"
        );
    }

    public static long OffsetMs(string? zone) =>
        zone is null
            ? 0
            : (long)
                TimeSpan
                    .ParseExact(zone.AsSpan(1), "hh\\:mm", CultureInfo.InvariantCulture)
                    .TotalMilliseconds * (zone[0] == '-' ? -1 : 1);
}
