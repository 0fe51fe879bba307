using System.Globalization;
using System.Text;
using CsCheck;
using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Text;
using Xunit;

namespace HealthRecord.Importers.Tests;

public sealed class DecimalBytesTests
{
    [Fact]
    public void What_was_written_is_kept_digit_by_digit() =>
        Gen.Select(Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999], Gen.Int[0, 18])
            .Sample(n =>
            {
                var (digits, decimals) = n;
                var text = Written(digits, decimals);
                Assert.True(DecimalBytes.TryParse(Encoding.ASCII.GetBytes(text), out var number));
                Assert.Equal(new WrittenNumber(digits, (sbyte)-decimals), number);
            });

    [Fact]
    public void What_a_program_prints_of_a_double_comes_back_as_that_double() =>
        Gen.Double[-1e6, 1e6]
            .Sample(value =>
            {
                var text = value.ToString("R", CultureInfo.InvariantCulture);
                Assert.True(DecimalBytes.TryParse(Encoding.ASCII.GetBytes(text), out var number));
                Assert.Equal(value, number.ToDouble(), Math.Abs(value) * 1e-15 + 1e-17);
            });

    [Theory]
    [InlineData("0.1234567890123456789", 123456789012345679, -18)]
    [InlineData("12345678901234567890", 123456789012345679, 2)]
    [InlineData("00012.50", 1250, -2)]
    [InlineData("+5", 5, 0)]
    [InlineData(".5", 5, -1)]
    [InlineData("5.", 5, 0)]
    [InlineData("1.5E3", 1500, 0)]
    [InlineData("6.1e-05", 61, -6)]
    public void Longer_numbers_are_rounded_at_the_eighteenth_digit(
        string text,
        long digits,
        int exponent
    )
    {
        Assert.True(DecimalBytes.TryParse(Encoding.ASCII.GetBytes(text), out var number));
        Assert.Equal(new WrittenNumber(digits, (sbyte)exponent), number);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("1e")]
    [InlineData("1e9999")]
    [InlineData("1e40")]
    [InlineData("nan")]
    [InlineData("0x10")]
    [InlineData("1 2")]
    public void Anything_else_is_no_number(string text) =>
        Assert.False(DecimalBytes.TryParse(Encoding.ASCII.GetBytes(text), out _));

    private static string Written(long digits, int decimals)
    {
        var all = Math.Abs(digits)
            .ToString(CultureInfo.InvariantCulture)
            .PadLeft(decimals + 1, '0');
        var text = decimals == 0 ? all : all.Insert(all.Length - decimals, ".");
        return digits < 0 ? "-" + text : text;
    }
}
