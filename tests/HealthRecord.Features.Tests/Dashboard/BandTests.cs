using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Dashboard;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class BandTests
{
    private static readonly DateOnly Today = new(2026, 3, 3);

    [Fact]
    public void Blood_pressure_of_an_adult_has_the_reference_of_its_place_of_measurement()
    {
        var band = Bands.Of(KindCatalogue.Get("blood-pressure"), 40, Today, [])!;

        Assert.Equal(Standing.Above, band.Of(138, 84));
        Assert.Equal(Standing.Above, band.Of(120, 90));
        Assert.Equal(Standing.Within, band.Of(120, 80));
        Assert.False(band.IsOwn);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(null)]
    public void A_reference_for_adults_is_not_shown_to_a_child_or_to_somebody_of_unknown_age(
        int? age
    ) => Assert.Null(Bands.Of(KindCatalogue.Get("blood-pressure"), age, Today, []));

    [Fact]
    public void Without_a_reference_ninety_days_tell_what_is_usual_from_fourteen_values_on()
    {
        var weight = KindCatalogue.Get("body-weight");
        var days = Enumerable.Range(1, 14).Select(i => Day(Today.AddDays(-i), 70 + i)).ToList();

        var band = Bands.Of(weight, 40, Today, days)!;

        Assert.True(band.IsOwn);
        Assert.Equal(72.3, band.Low!.Value, 6);
        Assert.Equal(82.7, band.High, 6);
        Assert.Null(Bands.Of(weight, 40, Today, days[1..]));
    }

    private static DaySummary Day(DateOnly day, double value) =>
        new(day, 1, value, value, value, value, value, double.NaN, double.NaN, [], 0, [], 0, false);
}
