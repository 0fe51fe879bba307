using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Family;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class BandTests
{
    private static readonly DateOnly Today = new(2026, 3, 3);
    private static readonly Kind Pressure = KindCatalogue.Get("blood-pressure");

    [Fact]
    public void Blood_pressure_has_a_reference_only_where_it_says_that_it_was_taken_at_the_practice()
    {
        var band = Bands.OfReading(Pressure, Adult(), Today, "at-doctor")!;

        Assert.Equal(Standing.Within, band.Of(139, 89));
        Assert.Equal(Standing.Above, band.Of(140, 84));
        Assert.Equal(Standing.Above, band.Of(120, 90));
        Assert.False(band.IsOwn);
        Assert.Null(Bands.OfReading(Pressure, Adult(), Today, "at-home"));
        Assert.Null(Bands.OfReading(Pressure, Adult(), Today, null));
        Assert.Null(Bands.Of(Pressure, Adult(), Today, []));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(null)]
    public void A_reference_for_adults_is_not_shown_to_a_child_or_to_somebody_of_unknown_age(
        int? age
    ) => Assert.Null(Bands.OfReading(Pressure, Person(age), Today, "at-doctor"));

    [Fact]
    public void Without_a_reference_ninety_days_tell_what_is_usual_from_fourteen_values_on()
    {
        var weight = KindCatalogue.Get("body-weight");
        var days = Enumerable.Range(1, 14).Select(i => Day(Today.AddDays(-i), 70 + i)).ToList();

        var band = Bands.Of(weight, Adult(), Today, days)!;

        Assert.True(band.IsOwn);
        Assert.Equal("Jeanne", band.Whose);
        Assert.Equal(72.3, band.Low!.Value, 6);
        Assert.Equal(82.7, band.High!.Value, 6);
        Assert.Equal(Standing.Within, band.Of(band.High.Value));
        Assert.Null(Bands.Of(weight, Adult(), Today, days[1..]));
    }

    [Fact]
    public void The_unfinished_total_of_today_says_nothing_about_what_is_usual()
    {
        var steps = KindCatalogue.Get("steps");
        var days = Enumerable.Range(0, 14).Select(i => Day(Today.AddDays(-i), 8000)).ToList();

        Assert.Null(Bands.Of(steps, Adult(), Today, days));
        Assert.NotNull(Bands.Of(steps, Adult(), Today, [.. days, Day(Today.AddDays(-14), 8000)]));
    }

    private static PersonFacts Adult() => Person(40);

    private static PersonFacts Person(int? age) =>
        new(
            new PersonId(Guid.NewGuid()),
            "Jeanne",
            age is { } years ? Today.AddYears(-years) : null,
            BiologicalSex.Female,
            ZoneTimeline.Of("Europe/Paris")
        );

    private static DaySummary Day(DateOnly day, double value) =>
        new(day, 1, value, value, value, value, value, double.NaN, double.NaN, [], 0, [], 0, false);
}
