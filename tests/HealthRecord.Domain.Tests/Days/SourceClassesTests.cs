using HealthRecord.Domain.Days;
using HealthRecord.Domain.Readings;
using Xunit;

namespace HealthRecord.Domain.Tests.Days;

public sealed class SourceClassesTests
{
    [Theory]
    [InlineData("fit", "Garmin Forerunner 255", SourceClass.Worn)]
    [InlineData("garmin", "Garmin", SourceClass.Worn)]
    // Scales of makers of watches.
    [InlineData("fit", "Garmin Index S2", SourceClass.Sensor)]
    [InlineData("fit", "Garmin Index Smart Scale", SourceClass.Sensor)]
    [InlineData("fitbit", "Fitbit Aria 2", SourceClass.Sensor)]
    [InlineData("apple", "Polar Balance", SourceClass.Sensor)]
    // The words alone are anybody's.
    [InlineData("apple", "iPhone d’Aria", SourceClass.Phone)]
    [InlineData("apple", "Index", SourceClass.App)]
    [InlineData("apple", "Apple Watch d’Aria", SourceClass.Worn)]
    [InlineData("zepp", "Zepp", SourceClass.Worn)]
    [InlineData("zepp", "Zepp Life balance", SourceClass.Sensor)]
    [InlineData("withings", "Withings", SourceClass.Sensor)]
    [InlineData("table", "CSV", SourceClass.App)]
    public void A_source_is_what_its_maker_and_its_words_say(
        string producer,
        string name,
        SourceClass expected
    ) => Assert.Equal(expected, SourceClasses.Of(new(producer, name)));

    [Fact]
    public void What_was_said_by_hand_is_a_class_of_its_own() =>
        Assert.Equal(SourceClass.Hand, SourceClasses.Of(SourceKey.ByHand));
}
