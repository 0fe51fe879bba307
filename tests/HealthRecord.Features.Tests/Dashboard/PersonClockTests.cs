using System.Globalization;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Dashboard;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed class PersonClockTests
{
    private static readonly PersonClock Clock = new(
        ZoneTimeline.Of("Europe/Paris"),
        TimeProvider.System
    );

    [Theory]
    // From winter to summer and back: the wall clock that is typed is the one that is kept.
    [InlineData("2024-03-30T07:00:10Z", "2024-03-31T08:00:00", null, "2024-03-31T06:00:00Z")]
    [InlineData("2024-10-26T06:00:10Z", "2024-10-27T08:00:00", null, "2024-10-27T07:00:00Z")]
    // A reading with a zone of its own is corrected in that one.
    [InlineData(
        "2024-03-09T13:00:00Z",
        "2024-03-10T08:00:00",
        "America/New_York",
        "2024-03-10T12:00:00Z"
    )]
    // Left alone, to the minute: seconds stay, and the second of two hours that are told alike.
    [InlineData("2024-10-27T01:30:10Z", "2024-10-27T02:30:00", null, "2024-10-27T01:30:10Z")]
    public void A_corrected_time_is_what_the_clock_on_the_wall_said(
        string before,
        string typed,
        string? zone,
        string expected
    ) => Assert.Equal(At(expected), Clock.Corrected(At(before), At(typed), zone));

    private static DateTime At(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
