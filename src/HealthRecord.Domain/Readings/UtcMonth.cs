namespace HealthRecord.Domain.Readings;

/// <summary>A month of the UTC calendar as year × 100 + month: where a segment stands.</summary>
public static class UtcMonth
{
    public static int Of(long startMs)
    {
        var instant = DateTime.UnixEpoch.AddMilliseconds(startMs);
        return (instant.Year * 100) + instant.Month;
    }

    public static int Of(DateOnly day) => (day.Year * 100) + day.Month;

    public static bool IsValid(int month) =>
        month / 100 is >= 1 and <= 9998 && month % 100 is >= 1 and <= 12;

    public static int Next(int month) => month % 100 == 12 ? month + 89 : month + 1;

    public static int Previous(int month) => month % 100 == 1 ? month - 89 : month - 1;

    /// <summary>The first millisecond of the month.</summary>
    public static long FirstMs(int month) =>
        (long)
            (
                new DateTime(month / 100, month % 100, 1, 0, 0, 0, DateTimeKind.Utc)
                - DateTime.UnixEpoch
            ).TotalMilliseconds;
}
