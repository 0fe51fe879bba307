using HealthRecord.Domain.Days;
using Xunit;

namespace HealthRecord.Domain.Tests.Days;

public sealed class DeviceSilenceTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    [Theory]
    // A watch of every day: a week is the least, whatever the interval.
    [InlineData(1, 60, 6, false)]
    [InlineData(1, 60, 7, true)]
    // A scale of every third day: three times that.
    [InlineData(3, 60, 8, false)]
    [InlineData(3, 60, 9, true)]
    // A cuff of every week.
    [InlineData(7, 63, 20, false)]
    [InlineData(7, 63, 21, true)]
    // Once every eight days is not weekly: nothing was promised.
    [InlineData(8, 160, 60, false)]
    // Three weeks of use are a try.
    [InlineData(1, 27, 30, false)]
    [InlineData(1, 28, 30, true)]
    // After half a year it lies in a drawer.
    [InlineData(1, 60, 183, true)]
    [InlineData(1, 60, 184, false)]
    public void Who_delivered_at_least_weekly_for_a_month_can_fall_silent(
        int every,
        int over,
        int silent,
        bool said
    )
    {
        var last = Today.AddDays(-silent);
        var days = Enumerable.Range(0, (over / every) + 1).Select(i => last.AddDays(-i * every));

        var found = DeviceSilence.Of(days, Today);

        Assert.Equal(said ? new SilentDevice(last, every, silent) : null, found);
    }

    [Fact]
    public void An_old_pause_does_not_hide_the_month_after_it()
    {
        var days = Days(200, 170).Concat(Days(100, 60)).Concat(Days(50, 10));
        Assert.Equal(10, DeviceSilence.Of(days, Today)?.SilentDays);
        var short_ = Days(200, 60).Concat(Days(30, 10));
        Assert.Null(DeviceSilence.Of(short_, Today));
    }

    [Fact]
    public void A_clock_that_runs_ahead_is_not_believed()
    {
        var days = Days(60, 10).Append(Today.AddDays(400));
        Assert.Equal(Today.AddDays(-10), DeviceSilence.Of(days, Today)?.Last);
    }

    [Fact]
    public void The_usual_interval_is_that_of_the_last_two_months()
    {
        // Daily for a year, then weekly: weekly is what is usual now.
        var weekly = Enumerable.Range(0, 10).Select(i => Today.AddDays(-15 - (i * 7)));
        var days = weekly.Concat(Days(400, 85));
        Assert.Null(DeviceSilence.Of(days, Today));
    }

    [Fact]
    public void Nobody_and_a_single_day_are_silent_by_nature()
    {
        Assert.Null(DeviceSilence.Of([], Today));
        Assert.Null(DeviceSilence.Of([Today.AddDays(-30)], Today));
    }

    /// <summary>Every day from so many days ago to so many.</summary>
    private static IEnumerable<DateOnly> Days(int from, int to) =>
        Enumerable.Range(to, from - to + 1).Select(ago => Today.AddDays(-ago));
}
