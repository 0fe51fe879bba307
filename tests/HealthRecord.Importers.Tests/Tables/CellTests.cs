using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Tables;
using Xunit;

namespace HealthRecord.Importers.Tests.Tables;

public sealed class CellTests
{
    [Theory]
    [InlineData("2025-03-01T06:10:21+02:00", "2025-03-01T06:10:21 +02:00")]
    [InlineData("2025-03-01 07:31:00+0000", "2025-03-01T07:31:00 +00:00")]
    [InlineData("2025-03-01 00:00:00.028", "2025-03-01T00:00:00.028")]
    [InlineData("2025-03-01T10:00:00Z", "2025-03-01T10:00:00 +00:00")]
    [InlineData("2025-03-01", "2025-03-01T00:00:00")]
    [InlineData("Mar 10 2025", "2025-03-10T00:00:00")]
    [InlineData("Mar 10 2025 13:12", "2025-03-10T13:12:00")]
    [InlineData("Dec 31, 2025 07:04", "2025-12-31T07:04:00")]
    [InlineData("10 mars 2025", "2025-03-10T00:00:00")]
    [InlineData("10 déc. 2025 à 7 h 05", "2025-12-10T07:05:00")]
    [InlineData("1er févr. 2025 08:12", "2025-02-01T08:12:00")]
    [InlineData("août 3, 2025", "2025-08-03T00:00:00")]
    [InlineData("2025 juil. 3", "2025-07-03T00:00:00")]
    [InlineData("10 de marzo de 2025", "2025-03-10T00:00:00")]
    [InlineData("01/03/2025 11:45 PM", "2025-03-01T23:45:00")]
    [InlineData("01-03-2025 12:05 a.m.", "2025-03-01T00:05:00")]
    [InlineData("01.03.25 8:05", "2025-03-01T08:05:00")]
    public void Dates_are_read_as_producers_write_them(string text, string expected)
    {
        Assert.True(TimeText.TryParse(text, DateOrder.DayFirst, out var time));
        var zone = time.Zone is { } z ? " " + z : "";
        Assert.Equal(expected, $"{time.Local:yyyy-MM-dd'T'HH:mm:ss.FFF}{zone}");
    }

    [Theory]
    [InlineData("31/02/2025")]
    [InlineData("13/13/2025")]
    [InlineData("jui 3 2025")]
    [InlineData("Foo 10 2025")]
    [InlineData("2025-03-01 25:00")]
    [InlineData("2025-03-01 10:61")]
    [InlineData("2025-03-01 13:00 PM")]
    [InlineData("2025-03-01 10:00 and more")]
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("9999-12-31 23:59:59")]
    [InlineData("2025-03-01T10:00:00+99:00")]
    [InlineData("12:00")]
    [InlineData("=NOW()")]
    public void What_is_no_date_is_none(string text) =>
        Assert.False(TimeText.TryParse(text, DateOrder.DayFirst, out _));

    [Fact]
    public void Day_or_month_first_is_the_callers_word() =>
        Assert.True(
            TimeText.TryParse("03-01-2025", DateOrder.MonthFirst, out var time)
                && time is { Local.Month: 3, NeedsOrder: true }
        );

    [Theory]
    [InlineData("80.50", false, 8050, -2)]
    [InlineData("80,5", false, 805, -1)]
    [InlineData("0,125", false, 125, -3)]
    [InlineData("22,704247", false, 22704247, -6)]
    [InlineData("1,234", true, 1234, -3)]
    [InlineData("-3", false, -3, 0)]
    public void Numbers_are_kept_as_written(string text, bool comma, long digits, int exponent)
    {
        Assert.True(CellNumbers.TryParse(text, comma, out var number));
        Assert.Equal(new WrittenNumber(digits, (sbyte)exponent), number);
    }

    [Theory]
    [InlineData("1,234")]
    [InlineData("1,2,3")]
    [InlineData("1.2,3")]
    [InlineData("=1+1")]
    [InlineData("Low")]
    [InlineData("")]
    public void What_could_be_two_numbers_or_none_is_none(string text) =>
        Assert.False(CellNumbers.TryParse(text, commaIsDecimal: false, out _));
}
