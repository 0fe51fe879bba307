using CsCheck;
using HealthRecord.Domain.Measures;
using Xunit;

namespace HealthRecord.Domain.Tests.Measures;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("70,5", 705, -1)]
    [InlineData("70.5", 705, -1)]
    [InlineData("70,50", 7050, -2)]
    [InlineData("123,5", 1235, -1)]
    [InlineData("1.234", 1234, -3)]
    [InlineData("1,234", 1234, -3)]
    [InlineData("1 234,5", 12345, -1)]
    [InlineData("1\u00a0234,5", 12345, -1)]
    [InlineData("12\u202f480", 12480, 0)]
    [InlineData(" 37,2 ", 372, -1)]
    [InlineData("-0,25", -25, -2)]
    [InlineData("\u22120,25", -25, -2)]
    [InlineData("+3", 3, 0)]
    [InlineData(",5", 5, -1)]
    [InlineData("007", 7, 0)]
    [InlineData("0.081714285714285714", 81714285714285714, -18)]
    public void What_people_type_is_kept_as_they_wrote_it(string text, long digits, int exponent)
    {
        Assert.True(NumberText.TryParse(text, out var number));
        Assert.Equal(new WrittenNumber(digits, (sbyte)exponent), number);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("-")]
    [InlineData("5,")]
    [InlineData(",")]
    [InlineData("1,234.5")]
    [InlineData("1.234,5")]
    [InlineData("1,234,567")]
    [InlineData("12 34")]
    [InlineData("1  234")]
    [InlineData("1234 567")]
    [InlineData("1,5 00")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("∞")]
    [InlineData("--1")]
    [InlineData("1234567890123456789")]
    [InlineData("0,0000000000000000001")]
    [InlineData("١٢")]
    [InlineData("12/8")]
    public void What_could_mean_two_things_is_refused(string text) =>
        Assert.False(NumberText.TryParse(text, out _));

    [Fact]
    public void What_is_shown_can_be_typed_again() =>
        Gen.Select(
                Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999],
                Gen.Int[-17, 0],
                Gen.Bool
            )
            .Sample(
                (digits, exponent, french) =>
                {
                    var number = new WrittenNumber(digits, (sbyte)exponent);
                    Assert.True(
                        NumberText.TryParse(NumberText.Format(number, french), out var read)
                    );
                    Assert.Equal(number, read);
                }
            );

    [Fact]
    public void A_decimal_separator_is_never_lost() =>
        Gen.Select(Gen.Int[0, 999_999], Gen.Int[0, 999], Gen.Int[0, 1])
            .Sample(
                (whole, fraction, separator) =>
                {
                    var text = $"{whole}{",."[separator]}{fraction:000}";
                    Assert.True(NumberText.TryParse(text, out var number));
                    Assert.Equal(whole + (fraction / 1000d), number.ToDouble(), 9);
                }
            );

    [Fact]
    public void Any_text_is_read_or_refused() =>
        Gen.String.Sample(text =>
        {
            if (NumberText.TryParse(text, out var number))
                Assert.True(NumberText.TryParse(NumberText.Format(number, french: true), out _));
        });

    [Theory]
    [InlineData(7050, -2, true, "70,50")]
    [InlineData(7050, -2, false, "70.50")]
    [InlineData(12480, 0, true, "12\u202f480")]
    [InlineData(5, -3, true, "0,005")]
    [InlineData(-5, -1, true, "\u22120,5")]
    [InlineData(12, 3, true, "12\u202f000")]
    [InlineData(
        long.MinValue,
        0,
        false,
        "\u22129\u202f223\u202f372\u202f036\u202f854\u202f775\u202f808"
    )]
    public void Numbers_are_shown_as_written(
        long digits,
        int exponent,
        bool french,
        string expected
    ) =>
        Assert.Equal(
            expected,
            NumberText.Format(new WrittenNumber(digits, (sbyte)exponent), french)
        );

    [Theory]
    [InlineData(1234.5678, 1, true, "1\u202f234,6")]
    [InlineData(-0.04, 1, false, "0.0")]
    [InlineData(0, 0, true, "0")]
    [InlineData(double.NaN, 1, true, "–")]
    public void Computed_values_have_fixed_decimals(
        double value,
        int decimals,
        bool french,
        string expected
    ) => Assert.Equal(expected, NumberText.Format(value, decimals, french));
}
