using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests.Apple;

public sealed class RouteTests
{
    private const string Folder = "apple_health_export/workout-routes/";

    [Fact]
    public void A_workout_gets_the_route_that_it_names_whatever_its_times()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Workout(
                    "Running",
                    "2026-03-01 17:00:00",
                    "2026-03-01 17:30:00",
                    inside: Named("route_1")
                )
                .Workout(
                    "Running",
                    "2026-03-02 17:00:00",
                    "2026-03-02 17:30:00",
                    inside: Named("route_2")
                )
                .Beside(Folder + "route_1.gpx", Route("2026-03-02T17:00:00Z", 1))
                .Beside(Folder + "route_2.gpx", Route("2026-03-01T17:00:00Z", 2))
                .Zip()
        );
        Assert.Equal([1, 2], file.Workouts.Select(w => w.Route[0].LatitudeE7 / 10_000_000));
        Assert.Empty(file.Warnings);
    }

    [Fact]
    public void A_workout_that_names_none_gets_the_route_of_its_time_unless_another_names_it()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Workout("Running", "2026-03-01 17:00:00", "2026-03-01 17:30:00")
                .Workout(
                    "Walking",
                    "2026-03-01 17:00:00",
                    "2026-03-01 17:31:00",
                    inside: Named("b")
                )
                .Beside(Folder + "a.gpx", Route("2026-03-01T16:59:30Z", 1))
                .Beside(Folder + "b.gpx", Route("2026-03-01T17:00:00Z", 2))
                .Beside(Folder + "c.gpx", Route("2026-03-05T17:00:00Z", 3))
                .Zip()
        );
        Assert.Equal(
            ["running 1", "walking 2"],
            file.Workouts.OrderBy(w => w.Activity)
                .Select(w => $"{w.Activity} {Assert.Single(w.Route).LatitudeE7 / 10_000_000}")
        );
        Assert.Equal(["import.routes-unmatched"], file.WarningKeys);
    }

    [Fact]
    public void Several_files_of_one_workout_are_one_route_in_time()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Workout(
                    "Running",
                    "2026-03-01 17:00:00",
                    "2026-03-01 17:30:00",
                    inside: Named("b") + Named("a")
                )
                .Beside(Folder + "a.gpx", Route("2026-03-01T17:00:00Z", 1))
                .Beside(Folder + "b.gpx", Route("2026-03-01T17:20:00Z", 2))
                .Zip()
        );
        Assert.Equal(
            [1, 2],
            Assert.Single(file.Workouts).Route.Select(p => p.LatitudeE7 / 10_000_000)
        );
    }

    [Fact]
    public void Routes_are_no_workouts_of_their_own_and_are_known_by_who_wrote_them()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Workout("Running", "2026-03-01 17:00:00", "2026-03-01 17:30:00")
                .Beside("export/parcours/a.gpx", Route("2026-03-01T17:00:00Z", 1))
                .Zip()
        );
        Assert.Single(Assert.Single(file.Workouts).Route);
    }

    [Fact]
    public void A_damaged_route_is_named_and_the_export_is_read()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .HeartRate("2026-03-01 08:00:00", 62)
                .Workout(
                    "Running",
                    "2026-03-01 17:00:00",
                    "2026-03-01 17:30:00",
                    inside: Named("a")
                )
                .Beside(Folder + "a.gpx", Route("2026-03-01T17:00:00Z", 1)[..^20])
                .Zip()
        );
        Assert.Single(file.Readings);
        Assert.Single(Assert.Single(file.Workouts).Route);
        Assert.Equal(["import.member-damaged"], file.WarningKeys);
    }

    private static string Named(string name) =>
        $"<WorkoutRoute sourceName=\"a\"><MetadataEntry key=\"HKMetadataKeySyncIdentifier\" value=\"x\"/><FileReference path=\"/workout-routes/{name}.gpx\"/></WorkoutRoute>";

    private static string Route(string time, int latitude) =>
        $"<?xml version=\"1.0\"?><gpx version=\"1.1\" creator=\"Apple Health Export\" xmlns=\"http://www.topografix.com/GPX/1/1\"><trk><trkseg><trkpt lon=\"2.0\" lat=\"{latitude}.0\"><ele>4.0</ele><time>{time}</time><extensions><speed>1</speed></extensions></trkpt></trkseg></trk></gpx>";
}
