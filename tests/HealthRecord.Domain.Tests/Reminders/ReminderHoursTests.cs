using System.Globalization;
using HealthRecord.Domain.Reminders;
using HealthRecord.Domain.Time;
using Xunit;

namespace HealthRecord.Domain.Tests.Reminders;

public sealed class ReminderHoursTests
{
    private static readonly ZoneTimeline Paris = ZoneTimeline.Of("Europe/Paris");

    [Theory]
    // A Wednesday, the Monday before eight, the Monday at eight, and over both changes of the clock.
    [InlineData("2026-11-25T09:30", "2026-11-30T07:00")]
    [InlineData("2026-11-30T06:59", "2026-11-30T07:00")]
    [InlineData("2026-11-30T07:00", "2026-12-07T07:00")]
    [InlineData("2026-10-24T10:00", "2026-10-26T07:00")]
    [InlineData("2027-03-27T10:00", "2027-03-29T06:00")]
    public void The_digest_comes_on_monday_at_eight_on_the_wall(string after, string expected) =>
        Assert.Equal(Utc(expected), ReminderHours.Usual.NextDigest(Paris, Utc(after)));

    [Fact]
    public void An_hour_that_the_clock_skips_moves_forward_and_one_that_comes_twice_is_the_first()
    {
        var sunday = new ReminderHours(DayOfWeek.Sunday, 2, 0, 0);

        Assert.Equal(Utc("2027-03-28T01:00"), sunday.NextDigest(Paris, Utc("2027-03-27T10:00")));
        Assert.Equal(Utc("2026-10-25T00:00"), sunday.NextDigest(Paris, Utc("2026-10-24T10:00")));
        // Between the two the digest has been, and the next one is a week away.
        Assert.Equal(Utc("2026-11-01T01:00"), sunday.NextDigest(Paris, Utc("2026-10-25T00:00")));
    }

    [Theory]
    [InlineData("2026-11-25T20:59", "2026-11-25T20:59")]
    [InlineData("2026-11-25T21:00", "2026-11-26T06:00")]
    [InlineData("2026-11-26T05:59", "2026-11-26T06:00")]
    [InlineData("2026-11-26T06:00", "2026-11-26T06:00")]
    // The nights in which the clock changes.
    [InlineData("2026-10-24T21:00", "2026-10-25T06:00")]
    [InlineData("2027-03-27T22:00", "2027-03-28T05:00")]
    public void Nothing_is_sent_between_ten_in_the_evening_and_seven(string at, string expected) =>
        Assert.Equal(Utc(expected), ReminderHours.Usual.Awake(Paris, Utc(at)));

    [Fact]
    public void Quiet_hours_that_end_in_the_hour_that_comes_twice_end_once()
    {
        var hours = ReminderHours.Usual with { QuietFrom = 22 * 60, QuietTo = 150 };

        Assert.Equal(Utc("2026-10-25T00:30"), hours.Awake(Paris, Utc("2026-10-25T00:10")));
        Assert.Equal(Utc("2026-10-25T01:10"), hours.Awake(Paris, Utc("2026-10-25T01:10")));
    }

    [Fact]
    public void A_digest_in_the_quiet_hours_waits_for_their_end()
    {
        var hours = ReminderHours.Usual with { DigestHour = 6 };

        Assert.Equal(Utc("2026-11-30T06:00"), hours.NextDigest(Paris, Utc("2026-11-25T09:30")));
    }

    [Theory]
    [InlineData("2026-11-29T22:59", "2026-11-23")]
    [InlineData("2026-11-29T23:00", "2026-11-30")]
    public void A_week_begins_on_monday_at_midnight_on_the_wall(string at, string monday) =>
        Assert.Equal(
            DateOnly.ParseExact(monday, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            ReminderHours.WeekOf(Paris, Utc(at))
        );

    private static DateTime Utc(string at) =>
        DateTime.ParseExact(
            at,
            "yyyy-MM-dd'T'HH:mm",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );
}
