using System.Globalization;
using CsCheck;
using HealthRecord.Domain.Time;
using Xunit;

namespace HealthRecord.Domain.Tests.Time;

public sealed class LocalDaysTests
{
    private static readonly ZoneTimeline Moved = new([
        new(DateOnly.MinValue, "Europe/Paris"),
        new(new(2026, 6, 10), "America/New_York"),
    ]);

    [Theory]
    [InlineData("2026-01-15T23:30", "2026-01-16")]
    [InlineData("2026-06-10T03:59", "2026-06-10")]
    [InlineData("2026-06-10T04:00", "2026-06-10")]
    [InlineData("2026-06-11T03:59", "2026-06-10")]
    [InlineData("2026-06-11T04:00", "2026-06-11")]
    public void A_move_begins_with_the_day_at_the_new_place(string utc, string day) =>
        Assert.Equal(Day(day), Moved.DayOf(Utc(utc)));

    [Theory]
    [InlineData("2026-06-09T14:59", "2026-06-09")]
    [InlineData("2026-06-09T15:00", "2026-06-10")]
    public void A_move_to_the_east_shortens_the_day_before(string utc, string day)
    {
        var moved = new ZoneTimeline([
            new(DateOnly.MinValue, "Europe/Paris"),
            new(new(2026, 6, 10), "Asia/Tokyo"),
        ]);

        Assert.Equal(Day(day), moved.DayOf(Utc(utc)));
    }

    [Fact]
    public void A_zone_of_the_reading_goes_before_the_one_of_the_person()
    {
        Assert.Equal(Day("2026-01-15"), Moved.DayOf(Utc("2026-01-15T23:30"), "America/New_York"));
        Assert.Equal(Day("2026-01-16"), Moved.DayOf(Utc("2026-01-15T18:30"), "+05:45"));
        Assert.Equal(Day("2026-01-16"), Moved.DayOf(Utc("2026-01-15T23:30"), "Nowhere/Town"));
    }

    [Theory]
    [InlineData("Europe/Paris", "2026-03-29", "2026-03-28T23:00")]
    [InlineData("Europe/Paris", "2026-03-30", "2026-03-29T22:00")]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00")]
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00")]
    [InlineData("Pacific/Apia", "2011-12-31", "2011-12-30T10:00")]
    public void A_day_begins_where_its_clock_says(string zone, string day, string utc) =>
        Assert.Equal(Utc(utc), ZoneTimeline.Of(zone).StartUtcOf(Day(day)));

    [Theory]
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30")]
    [InlineData("2026-07-14T12:00", "2026-07-14T10:00")]
    public void Skipped_hours_move_forward_and_of_repeated_ones_the_first_is_meant(
        string local,
        string utc
    ) => Assert.Equal(Utc(utc), ZoneTimeline.Of("Europe/Paris").UtcOf(Utc(local)));

    [Fact]
    public void The_first_instant_of_a_day_is_of_that_day_and_the_one_before_is_not() =>
        Gen.Select(Gen.Int[0, 700], Gen.Int[0, 3])
            .Sample(
                (days, zone) =>
                {
                    string[] zones =
                    [
                        "Europe/Paris",
                        "America/Sao_Paulo",
                        "Asia/Kathmandu",
                        "Australia/Lord_Howe",
                    ];
                    var timeline = ZoneTimeline.Of(zones[zone]);
                    var day = new DateOnly(2018, 1, 1).AddDays(days);
                    var start = timeline.StartUtcOf(day);

                    Assert.Equal(day, timeline.DayOf(start));
                    Assert.Equal(day.AddDays(-1), timeline.DayOf(start.AddMilliseconds(-1)));
                }
            );

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    private static DateTime Utc(string utc) =>
        DateTime.SpecifyKind(DateTime.Parse(utc, CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
