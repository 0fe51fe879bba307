using HealthRecord.Domain.Measures;
using HealthRecord.Features.Dashboard.Entry;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class EntryTextTests
{
    private static readonly Kind Pressure = KindCatalogue.Get("blood-pressure");
    private static readonly Kind Weight = KindCatalogue.Get("body-weight");

    [Theory]
    [InlineData("70,5")]
    [InlineData("70.5")]
    [InlineData(" 70,5 ")]
    public void A_comma_and_a_point_are_the_same_decimal(string text) =>
        Assert.Equal([new WrittenNumber(705, -1)], EntryText.Read(Weight, text)!);

    [Theory]
    [InlineData("128/82 71")]
    [InlineData("128 82 71")]
    [InlineData("128/82·71")]
    [InlineData("128 / 82 · 71")]
    [InlineData("128-82-71")]
    public void Blood_pressure_and_pulse_are_one_line(string text)
    {
        var values = EntryText.Read(Pressure, text)!;

        Assert.Equal(new WrittenNumber(128, 0), values[0]);
        Assert.Equal(new WrittenNumber(82, 0), values[1]);
        Assert.Equal(new WrittenNumber(71, 0), values[IndexOf("heart-rate")]);
        Assert.Null(values[IndexOf("mean-arterial")]);
    }

    [Fact]
    public void The_pulse_may_be_left_out() =>
        Assert.Equal(
            [new WrittenNumber(128, 0), new WrittenNumber(82, 0)],
            EntryText.Read(Pressure, "128/82")!
        );

    [Theory]
    [InlineData("128")]
    [InlineData("128/")]
    [InlineData("128/82/71/9")]
    [InlineData("haute/basse")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_pressure_is_not_guessed(string? text) =>
        Assert.Null(EntryText.Read(Pressure, text));

    [Theory]
    [InlineData("128/82 71")]
    [InlineData("128/82")]
    public void What_is_shown_to_be_corrected_reads_back(string text)
    {
        var values = EntryText.Read(Pressure, text)!;

        Assert.Equal(text, EntryText.Write(Pressure, values, french: true));
    }

    [Fact]
    public void A_french_number_is_corrected_with_its_comma() =>
        Assert.Equal("70,50", EntryText.Write(Weight, [new WrittenNumber(7050, -2)], french: true));

    private static int IndexOf(string component) =>
        Pressure.Components.Select(c => c.Code).ToList().IndexOf(component);
}
