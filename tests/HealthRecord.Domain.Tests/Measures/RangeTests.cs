using CsCheck;
using HealthRecord.Domain.Measures;
using Xunit;

namespace HealthRecord.Domain.Tests.Measures;

public sealed class RangeTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    [Theory]
    [InlineData("systolic", 45, MeasurePlace.Practice, true)]
    [InlineData("systolic", 45, MeasurePlace.Home, false)]
    [InlineData("systolic", 45, MeasurePlace.Unknown, false)]
    [InlineData("systolic", 17, MeasurePlace.Practice, false)]
    [InlineData("systolic", null, MeasurePlace.Practice, false)]
    [InlineData("bmi", 30, MeasurePlace.Unknown, true)]
    [InlineData("bmi", 8, MeasurePlace.Unknown, false)]
    [InlineData("bmi", 65, MeasurePlace.Unknown, false)]
    [InlineData("body-temperature", 2, MeasurePlace.Home, false)]
    [InlineData("spo2", 45, MeasurePlace.Home, false)]
    [InlineData("heart-rate", 45, MeasurePlace.Home, false)]
    public void A_band_is_shown_only_for_whom_it_was_written(
        string kind,
        int? age,
        MeasurePlace place,
        bool isShown
    ) => Assert.Equal(isShown, ReferenceBands.For(kind, age, BandSex.Any, place) is not null);

    [Fact]
    public void Every_band_names_its_source_and_a_kind_that_we_have()
    {
        foreach (var band in ReferenceBands.All)
        {
            Assert.NotEmpty(KindCatalogue.Get(band.KindCode).Units);
            Assert.NotEmpty(band.Source.Title);
            Assert.NotEmpty(band.Source.Publisher);
            Assert.InRange(band.Source.Year, 1990, 2100);
        }
        var office = ReferenceBands.For("systolic", 50, BandSex.Any, MeasurePlace.Practice);
        Assert.True(office!.Contains(139.9));
        Assert.False(office.Contains(140));
    }

    [Fact]
    public void Thirteen_days_are_not_yet_usual()
    {
        var days = Enumerable.Range(0, 14).Select(i => (Today.AddDays(-i), 60d + i)).ToList();

        Assert.Null(UsualRange.Of(days.Take(13), Today));
        var usual = UsualRange.Of(days, Today);
        Assert.Equal((61.3, 71.7), (Math.Round(usual!.Low, 6), Math.Round(usual.High, 6)));
    }

    [Fact]
    public void What_is_older_than_ninety_days_is_not_usual_any_more() =>
        Assert.Null(
            UsualRange.Of(Enumerable.Range(0, 20).Select(i => (Today.AddDays(-77 - i), 60d)), Today)
        );

    [Fact]
    public void Four_fifths_of_the_days_are_usual() =>
        Gen.Double[40, 120]
            .Array[14, 90]
            .Sample(values =>
            {
                var usual = UsualRange.Of(values.Select((v, i) => (Today.AddDays(-i), v)), Today)!;

                Assert.InRange(
                    values.Count(usual.Contains),
                    (int)(values.Length * 0.8) - 1,
                    values.Length
                );
            });

    [Fact]
    public void A_line_is_found_whatever_days_are_missing() =>
        Gen.Select(Gen.Double[-2, 2], Gen.Double[40, 120], Gen.Int[0, 89].HashSet[5, 60])
            .Where((_, _, days) => days.Max() - days.Min() >= 30)
            .Sample(
                (slope, level, days) =>
                {
                    var trend = LinearTrend.Of(
                        days.Select(d => (Today.AddDays(-d), level - (slope * d))),
                        Today,
                        90
                    );

                    Assert.Equal(slope, trend!.PerDay, 6);
                    Assert.Equal(slope * (days.Max() - days.Min()), trend.Change, 6);
                    Assert.Equal(0, trend.Scatter, 6);
                }
            );

    [Fact]
    public void Few_days_close_together_are_no_trend()
    {
        var week = Enumerable.Range(0, 7).Select(i => (Today.AddDays(-i), 70d + i)).ToList();

        Assert.Null(LinearTrend.Of(week, Today, 90));
        Assert.Null(LinearTrend.Of([(Today, 1), (Today.AddDays(-29), 2)], Today, 30));
    }
}
