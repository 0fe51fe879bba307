using HealthRecord.Domain.Readings;
using Xunit;

namespace HealthRecord.Importers.Tests.Tcx;

public sealed class TcxTests
{
    internal static readonly string Run = Activity(
        Lap(
            "2026-03-01T08:00:00Z",
            60,
            Point("2026-03-01T08:00:00Z", 92) + Point("2026-03-01T08:00:30.250+00:00", 95)
        ) + Lap("2026-03-01T08:01:00Z", 30, Point("2026-03-01T08:01:30Z", null))
    );

    [Fact]
    public void An_activity_is_a_workout_with_laps_totals_route_and_heart_rates()
    {
        var file = ImportedFile.Of(Run);
        var workout = Assert.Single(file.Workouts);
        Assert.Equal(
            ("cycling", "Forerunner 410", Ms(0), 90_000L),
            (workout.Activity, workout.Source.Name, workout.StartMs, workout.DurationMs)
        );
        Assert.Equal(
            [
                new("distance", "sum", new(20_050, -2), "m"),
                new("active-energy", "sum", new(20, 0), "kcal"),
                new WorkoutTotal("heart-rate", "max", new(120, 0), "/min"),
            ],
            workout.Totals
        );
        Assert.Equal([60_000, 30_000], workout.Laps.Select(l => l.DurationMs));
        Assert.Contains(new("heart-rate", "mean", new(110, 0), "/min"), workout.Laps[0].Totals);
        Assert.Equal(3, workout.Route.Count);
        Assert.Equal("2026-03-01T08:00:00Z", workout.Identity!.Id);
        Assert.Equal(
            [(Ms(0), 92L), (Ms(30.25), 95)],
            file.Readings.Select(r => (r.StartMs, r.Value.Digits))
        );
        Assert.Equal((2, 3), (file.MergedByOrigin["Lap"], file.MergedByOrigin["Trackpoint"]));
    }

    [Fact]
    public void Blanks_before_the_first_line_do_no_harm() =>
        Assert.Single(ImportedFile.Of("\r\n   " + Run).Workouts);

    [Fact]
    public void Prefixes_of_namespaces_are_arbitrary()
    {
        var text = Run.Replace("<", "<t:", StringComparison.Ordinal)
            .Replace("<t:/", "</t:", StringComparison.Ordinal)
            .Replace("<t:?", "<?", StringComparison.Ordinal)
            .Replace("xmlns=", "xmlns:t=", StringComparison.Ordinal);
        Assert.Equal(ImportedFile.Of(Run).Plain(), ImportedFile.Of(text).Plain());
    }

    [Fact]
    public void A_cut_activity_is_refused_and_the_one_before_it_kept()
    {
        var second = Run.Replace("08:", "09:", StringComparison.Ordinal);
        var whole =
            Run.Replace("</Activities></TrainingCenterDatabase>", "", StringComparison.Ordinal)
            + second[second.IndexOf("<Activity ", StringComparison.Ordinal)..];
        Assert.Equal(2, ImportedFile.Of(whole).Workouts.Count);
        var half = ImportedFile.Of(
            whole[..whole.LastIndexOf("<Creator", StringComparison.Ordinal)]
        );
        Assert.Single(half.Workouts);
        Assert.Equal(2, half.Readings.Count);
        Assert.Equal(
            ["Activity", "Lap", "Trackpoint", "Trackpoint/HeartRateBpm"],
            half.Refused.Where(r => r.Reason == RefusalReason.Incomplete)
                .Select(r => r.Origin)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(["import.file-damaged"], half.WarningKeys);
        Assert.Subset(ImportedFile.Of(whole).Plain().ToHashSet(), half.Plain().ToHashSet());
    }

    [Fact]
    public void Planned_courses_are_not_done()
    {
        var file = ImportedFile.Of(
            "<TrainingCenterDatabase><Courses><Course><Track>"
                + Point("2026-03-01T08:00:00Z", 92)
                + "</Track></Course></Courses></TrainingCenterDatabase>"
        );
        Assert.Empty(file.Readings);
        Assert.Equal(RefusalReason.NotAMeasurement, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void Heart_rates_that_are_none_are_refused()
    {
        var file = ImportedFile.Of(
            Activity(
                Lap(
                    "2026-03-01T08:00:00Z",
                    60,
                    Point("2026-03-01T08:00:00Z", 0) + Point("soon", 90)
                )
            )
        );
        Assert.Empty(file.Readings);
        Assert.Equal(
            [RefusalReason.Sentinel, RefusalReason.Date, RefusalReason.Date],
            file.Refused.Select(r => r.Reason)
        );
    }

    private static string Activity(string laps) =>
        "<?xml version=\"1.0\"?><TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\"><Activities><Activity Sport=\"Biking\"><Id>2026-03-01T08:00:00Z</Id>"
        + laps
        + "<Creator><Name>Forerunner 410 Software Version 2.20</Name></Creator></Activity></Activities></TrainingCenterDatabase>";

    private static string Lap(string start, int seconds, string points) =>
        $"<Lap StartTime=\"{start}\"><TotalTimeSeconds>{seconds}.0</TotalTimeSeconds><DistanceMeters>100.25</DistanceMeters><Calories>10</Calories>"
        + "<AverageHeartRateBpm><Value>110</Value></AverageHeartRateBpm><MaximumHeartRateBpm><Value>120</Value></MaximumHeartRateBpm>"
        + $"<Track>{points}</Track></Lap>";

    private static string Point(string time, int? heart) =>
        $"<Trackpoint><Time>{time}</Time><Position><LatitudeDegrees>48.1</LatitudeDegrees><LongitudeDegrees>2.2</LongitudeDegrees></Position><AltitudeMeters>35</AltitudeMeters><DistanceMeters>0.0</DistanceMeters>"
        + (heart is null ? "" : $"<HeartRateBpm><Value>{heart}</Value></HeartRateBpm>")
        + "</Trackpoint>";

    private static long Ms(double second) =>
        new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()
        + (long)(second * 1000);
}
