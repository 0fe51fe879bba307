using HealthRecord.Features.Dashboard.Charts;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class DownsamplingTests
{
    [Fact]
    public void A_short_line_stays_as_it_is()
    {
        var points = Line(10);

        Assert.Equal(points, Downsampling.Reduce(points, 20));
    }

    [Theory]
    [InlineData(1000, 100)]
    [InlineData(2001, 2000)]
    [InlineData(4, 3)]
    public void A_long_line_keeps_its_ends_and_no_more_points_than_asked(int from, int most)
    {
        var points = Line(from);

        var reduced = Downsampling.Reduce(points, most);

        Assert.Equal(most, reduced.Count);
        Assert.Equal(points[0], reduced[0]);
        Assert.Equal(points[^1], reduced[^1]);
        Assert.Equal(reduced.OrderBy(p => p.X), reduced);
        Assert.All(reduced, p => Assert.Contains(p, points));
    }

    [Fact]
    public void A_single_peak_is_not_lost()
    {
        var points = Enumerable
            .Range(0, 10_000)
            .Select(i => new ChartPoint(i, i == 5_432 ? 180 : 60))
            .ToList();

        var reduced = Downsampling.Reduce(points, 50);

        Assert.Contains(reduced, p => p.Y == 180);
    }

    [Fact]
    public void Fewer_than_three_points_are_no_line() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Downsampling.Reduce(Line(10), 2));

    private static List<ChartPoint> Line(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new ChartPoint(i * 1000L, Math.Sin(i / 7.0)))];
}
