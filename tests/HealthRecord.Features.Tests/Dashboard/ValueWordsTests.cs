using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Platform.Ui;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class ValueWordsTests : IDisposable
{
    private readonly CultureInfo before = CultureInfo.CurrentUICulture;
    private readonly CultureInfo beforeFormats = CultureInfo.CurrentCulture;

    [Fact]
    public void French_never_shows_a_decimal_point()
    {
        Speak("fr-FR");
        foreach (var kind in KindCatalogue.All.Where(k => k.Units.Count > 0))
        foreach (var unit in kind.Units)
        foreach (var value in new[] { 0.05, 1.5, 70.25, 1234.56 })
            Assert.DoesNotContain(
                ".",
                ValueWords.Of(kind, value, value, unit).Number,
                StringComparison.Ordinal
            );
        Assert.DoesNotContain(".", Sizes.Of(1_440_000_000), StringComparison.Ordinal);
    }

    [Fact]
    public void A_weight_has_the_mark_of_the_language()
    {
        Speak("fr-FR");
        Assert.Equal("16,4", ValueWords.Of(KindCatalogue.Get("body-weight"), 16.4).Number);
        Speak("en-GB");
        Assert.Equal("16.4", ValueWords.Of(KindCatalogue.Get("body-weight"), 16.4).Number);
    }

    [Fact]
    public void A_night_is_told_in_hours_and_minutes()
    {
        Speak("fr-FR");
        Assert.Equal(
            "7\u00a0h\u00a012",
            ValueWords.Of(KindCatalogue.Get("sleep-stage"), 7.2).Number
        );
        Assert.Equal("8\u00a0h\u00a000", ValueWords.Hours(7.999));
    }

    [Fact]
    public void Blood_pressure_is_two_numbers()
    {
        Speak("fr-FR");
        Assert.Equal("138/84", ValueWords.Of(KindCatalogue.Get("blood-pressure"), 138, 84).Number);
    }

    [Fact]
    public void Glucose_is_shown_in_the_unit_of_the_reader()
    {
        Speak("fr-FR");
        var kind = KindCatalogue.Get("glucose");
        var unit = kind.Units.Single(u => u.Ucum == "mmol/L");

        Assert.Equal("5,6", ValueWords.Of(kind, 100.9, double.NaN, unit).Number);
    }

    private static void Speak(string language) =>
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(
            language
        );

    public void Dispose()
    {
        CultureInfo.CurrentUICulture = before;
        CultureInfo.CurrentCulture = beforeFormats;
    }
}
