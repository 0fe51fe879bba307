using System.Text;
using HealthRecord.Domain.Readings;
using Xunit;

namespace HealthRecord.Importers.Tests.Gpx;

public sealed class GpxTests
{
    private const string Head =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"Runkeeper - http://www.runkeeper.com\" xmlns=\"http://www.topografix.com/GPX/1/1\" xmlns:gpxtpx=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\">";

    [Fact]
    public void A_track_with_times_is_a_workout_with_its_route_and_its_heart_rates()
    {
        var file = ImportedFile.Of(
            Track(
                Point("48.8566", "2.3522", "2026-03-01T08:00:00Z", "92"),
                Point("48.8576", "2.3522", "2026-03-01T08:00:30.500Z", "95")
            )
        );
        var workout = Assert.Single(file.Workouts);
        Assert.Equal(
            ("trail-running", "Runkeeper", Ms(8, 0), 30_500L),
            (workout.Activity, workout.Source.Name, workout.StartMs, workout.DurationMs)
        );
        Assert.Equal(new RoutePoint(Ms(8, 0), 488_566_000, 23_522_000, 3510), workout.Route[0]);
        // A thousandth of a degree north is 111.2 m.
        Assert.Equal([new WorkoutTotal("distance", "sum", new(111, 0), "m")], workout.Totals);
        Assert.Equal([92, 95], file.Readings.Select(r => r.Value.Digits));
        Assert.Equal(2, file.MergedByOrigin["trkpt"]);
        Assert.Empty(file.Warnings);
    }

    [Theory]
    [InlineData("gpxtpx")]
    [InlineData("ns3")]
    [InlineData("gpxdata")]
    public void Heart_rates_are_found_whatever_their_prefix(string prefix)
    {
        var text = Track(Point("1", "2", "2026-03-01T08:00:00Z", "92"))
            .Replace("gpxtpx", prefix, StringComparison.Ordinal);
        Assert.Equal(92, ImportedFile.Of(text).Only.Value.Digits);
    }

    [Fact]
    public void A_track_without_any_time_is_nothing_to_log_and_the_report_says_so()
    {
        var file = ImportedFile.Of(Track(Point("1", "2", null), Point("1", "3", null)));
        Assert.Empty(file.Workouts);
        Assert.Equal(2, file.Refused.Count(r => r.Reason == RefusalReason.NotAMeasurement));
        var (key, arguments) = Assert.Single(file.Warnings);
        Assert.Equal(("import.positions-without-time", "2"), (key, Assert.Single(arguments)));
    }

    [Fact]
    public void Marked_places_and_planned_routes_are_no_workouts()
    {
        var file = ImportedFile.Of(
            Head
                + "<wpt lat=\"1\" lon=\"2\"><time>2026-03-01T08:00:00Z</time></wpt><rte><rtept lat=\"1\" lon=\"2\"/></rte></gpx>"
        );
        Assert.Empty(file.Workouts);
        Assert.Equal(["wpt", "rtept"], file.Refused.Select(r => r.Origin));
    }

    [Fact]
    public void Times_without_a_zone_are_those_of_the_place_where_the_person_lived()
    {
        var file = ImportedFile.Of(Track(Point("1", "2", "2026-03-01T09:00:00")));
        Assert.Equal(Ms(8, 0), Assert.Single(file.Workouts).StartMs);
        Assert.Equal(["import.local-times"], file.WarningKeys);
    }

    [Fact]
    public void An_offset_is_the_zone_of_the_workout()
    {
        var workout = Assert.Single(
            ImportedFile.Of(Track(Point("1", "2", "2026-03-01T10:00:00+02:00"))).Workouts
        );
        Assert.Equal((Ms(8, 0), "+02:00"), (workout.StartMs, workout.Zone));
    }

    [Fact]
    public void A_file_without_version_or_namespace_and_with_a_mark_in_front_is_read()
    {
        var text =
            "\uFEFF<gpx><trk><trkseg><trkpt lat=\"1\" lon=\"2\"><time>2026-03-01T08:00:00Z</time></trkpt></trkseg><trkseg/></trk><trk/></gpx>";
        Assert.Equal("GPX", Assert.Single(ImportedFile.Of(text).Workouts).Source.Name);
        Assert.Equal(
            "GPX",
            Assert
                .Single(
                    ImportedFile
                        .Of(
                            Encoding
                                .Unicode.GetPreamble()
                                .Concat(Encoding.Unicode.GetBytes(text[1..]))
                                .ToArray()
                        )
                        .Workouts
                )
                .Source.Name
        );
    }

    [Fact]
    public void A_cut_track_waits_for_the_whole_file_and_its_heart_rates_do_not()
    {
        var text = Track(
            Point("1", "2", "2026-03-01T08:00:00Z", "92"),
            Point("1", "2", "2026-03-01T08:01:00Z", "93")
        );
        var half = ImportedFile.Of(text[..text.IndexOf("08:01", StringComparison.Ordinal)]);
        Assert.Empty(half.Workouts);
        Assert.Equal(92, half.Only.Value.Digits);
        Assert.Equal(RefusalReason.Incomplete, half.OnlyRefusal.Reason);
        Assert.Equal(["import.file-damaged"], half.WarningKeys);
        Assert.Subset(ImportedFile.Of(text).Plain().ToHashSet(), half.Plain().ToHashSet());
    }

    [Fact]
    public void Places_that_are_none_are_refused_and_the_others_kept()
    {
        var file = ImportedFile.Of(
            Track(
                Point("91", "2", "2026-03-01T08:00:00Z"),
                Point("x", "2", "2026-03-01T08:00:00Z"),
                Point("48", "2", "2026-03-01T08:00:00Z")
            )
        );
        Assert.Single(Assert.Single(file.Workouts).Route);
        Assert.Equal(2, file.Refused.Count(r => r.Reason == RefusalReason.NotANumber));
    }

    [Theory]
    [InlineData(
        "<!DOCTYPE gpx [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
    )]
    [InlineData("<!DOCTYPE gpx SYSTEM \"http://127.0.0.1:1/never\">")]
    public void Entities_of_a_file_are_neither_resolved_nor_fetched(string type)
    {
        var file = ImportedFile.Of(
            type
                + "<gpx creator=\"x\"><trk><trkseg><trkpt lat=\"1\" lon=\"2\"><time>&b;</time></trkpt></trkseg></trk></gpx>"
        );
        Assert.Empty(file.Workouts);
        Assert.Equal(["import.file-damaged"], file.WarningKeys);
    }

    [Fact]
    public void What_has_no_end_is_refused_in_bounded_memory()
    {
        Assert.Equal(
            "import.tag-too-long",
            ImportedFile.WhyNot(Bytes($"<gpx creator=\"{new string('a', 2_000_000)}\"/>"))
        );
        Assert.Equal(
            "import.too-deep",
            ImportedFile.WhyNot(Bytes("<gpx>" + string.Concat(Enumerable.Repeat("<a>", 200))))
        );
        Assert.Equal(
            "import.tag-too-long",
            ImportedFile.WhyNot(
                Bytes("<gpx>" + string.Concat(Enumerable.Range(0, 6000).Select(i => $"<a{i}/>")))
            )
        );
    }

    internal static string Track(params string[] points) =>
        $"{Head}<trk><name>a</name><type>Trail Running</type><trkseg>{string.Concat(points)}</trkseg></trk></gpx>";

    internal static string Point(
        string latitude,
        string longitude,
        string? time,
        string? heart = null
    ) =>
        $"<trkpt lat=\"{latitude}\" lon=\"{longitude}\"><ele>35.1</ele>"
        + (time is null ? "" : $"<time>{time}</time>")
        + (
            heart is null
                ? ""
                : $"<extensions><gpxtpx:TrackPointExtension xmlns:gpxtpx=\"x\"><gpxtpx:hr>{heart}</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions>"
        )
        + "</trkpt>";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static long Ms(int hour, int minute) =>
        new DateTimeOffset(2026, 3, 1, hour, minute, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
