using System.Globalization;
using CsCheck;
using HealthRecord.Domain.Prevention;
using Xunit;

namespace HealthRecord.Domain.Tests.Prevention;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2020-02-29", "P1Y", "2021-03-01")]
    [InlineData("2022-12-31", "P2M", "2023-03-01")]
    [InlineData("2025-08-31", "P6M", "2026-03-01")]
    [InlineData("2024-02-29", "P4Y", "2028-02-29")]
    [InlineData("2025-01-31", "P1M1D", "2025-03-02")]
    [InlineData("2025-12-31", "P1M", "2026-01-31")]
    [InlineData("2026-01-15", "P8W", "2026-03-12")]
    [InlineData("2026-01-15", "P0D", "2026-01-15")]
    [InlineData("9999-11-30", "P1Y", "9999-12-31")]
    [InlineData("9990-11-30", "P99999Y99999D", "9999-12-31")]
    public void A_day_that_does_not_exist_goes_forward(
        string from,
        string period,
        string expected
    ) =>
        Assert.Equal(
            DateOnly.Parse(expected, CultureInfo.InvariantCulture),
            Read(period).After(DateOnly.Parse(from, CultureInfo.InvariantCulture))
        );

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("P2")]
    [InlineData("2M")]
    [InlineData("P-2M")]
    [InlineData("P2M1Y")]
    [InlineData("P2M2M")]
    [InlineData("P1.5M")]
    [InlineData("PT2H")]
    [InlineData("P2M ")]
    [InlineData("P999999Y")]
    public void Anything_else_is_not_a_period(string text) =>
        Assert.False(Period.TryParse(text, out _));

    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.Select(Gen.Int[0, 999], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 999])
            .Sample(
                (y, m, w, d) => Read(new Period(y, m, w, d).ToString()) == new Period(y, m, w, d)
            );

    [Fact]
    public void Going_back_and_forward_never_ends_before_where_it_began() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 40], Gen.Int[0, 80], Gen.Int[100_000, 900_000])
            .Sample(
                (y, m, d, day) =>
                {
                    var period = new Period(y, m, 0, d);
                    var to = DateOnly.FromDayNumber(day);
                    return period.After(period.Before(to)).DayNumber - to.DayNumber
                        is >= -3
                            and <= 3;
                }
            );

    [Theory]
    [InlineData("--10-14", 2026, "2026-10-14")]
    [InlineData("--02-29", 2028, "2028-02-29")]
    [InlineData("--02-29", 2027, "2027-03-01")]
    public void A_day_of_the_year_exists_in_every_year(string text, int year, string expected)
    {
        Assert.True(YearDay.TryParse(text, out var day));
        Assert.Equal(DateOnly.Parse(expected, CultureInfo.InvariantCulture), day.In(year));
        Assert.Equal(text, day.ToString());
    }

    [Theory]
    [InlineData("--02-30")]
    [InlineData("--13-01")]
    [InlineData("10-14")]
    [InlineData("--1-1")]
    public void A_day_that_no_year_has_is_refused(string text) =>
        Assert.False(YearDay.TryParse(text, out _));

    private static Period Read(string text) =>
        Period.TryParse(text, out var period)
            ? period
            : throw new ArgumentException(text, nameof(text));
}
