using HealthRecord.Domain.Time;

namespace HealthRecord.Domain.Reminders;

/// <summary>When somebody wants to be written to, on their own wall clock.</summary>
/// <param name="DigestDay">The day of the week on which what can wait comes together.</param>
/// <param name="DigestHour">0 to 23.</param>
/// <param name="QuietFrom">Minute of the day from which nothing is sent; the same as <paramref name="QuietTo"/>: at no time.</param>
/// <param name="QuietTo">Minute of the day from which it is sent again; before <paramref name="QuietFrom"/> on the next day.</param>
public sealed record ReminderHours(DayOfWeek DigestDay, int DigestHour, int QuietFrom, int QuietTo)
{
    private const int DaysOfWeek = 7;

    public static ReminderHours Usual { get; } = new(DayOfWeek.Monday, 8, 22 * 60, 7 * 60);

    public bool IsSound =>
        Enum.IsDefined(DigestDay)
        && DigestHour is >= 0 and < 24
        && QuietFrom is >= 0 and < 24 * 60
        && QuietTo is >= 0 and < 24 * 60;

    /// <summary>The first instant from <paramref name="utc"/> on that is not quiet.</summary>
    public DateTime Awake(ZoneTimeline zones, DateTime utc)
    {
        var local = zones.LocalOf(utc);
        if (!IsQuiet((local.Hour * 60) + local.Minute))
            return utc;
        var end = local.Date.AddMinutes(QuietTo);
        if (end <= local)
            end = end.AddDays(1);
        var awake = zones.UtcOf(end);
        // In the hour that comes twice the end may have been already.
        return awake > utc ? awake : utc;
    }

    /// <summary>The first digest after <paramref name="afterUtc"/>.</summary>
    public DateTime NextDigest(ZoneTimeline zones, DateTime afterUtc)
    {
        var today = zones.DayOf(afterUtc);
        var ahead = ((int)DigestDay - (int)today.DayOfWeek + DaysOfWeek) % DaysOfWeek;
        for (var day = today.AddDays(ahead); ; day = day.AddDays(DaysOfWeek))
        {
            var at = Awake(zones, zones.UtcOf(day.ToDateTime(new TimeOnly(DigestHour, 0))));
            if (at > afterUtc)
                return at;
        }
    }

    /// <summary>The Monday of the local week of an instant.</summary>
    public static DateOnly WeekOf(ZoneTimeline zones, DateTime utc)
    {
        var day = zones.DayOf(utc);
        return day.AddDays(-(((int)day.DayOfWeek + DaysOfWeek - 1) % DaysOfWeek));
    }

    private bool IsQuiet(int minute) =>
        QuietFrom < QuietTo
            ? minute >= QuietFrom && minute < QuietTo
            : QuietFrom > QuietTo && (minute >= QuietFrom || minute < QuietTo);
}
