using System.Text.Json;
using Xunit;

namespace HealthRecord.Importers.Tests.Tcx;

/// <summary>Real tracks with their ground truth, where the folder that HEALTHRECORD_SAMPLES names is at hand.</summary>
public sealed class SampleTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable(
        "HEALTHRECORD_SAMPLES"
    );

    [Fact]
    public void Every_activity_file_adds_up_value_by_value()
    {
        foreach (var (name, truth) in Truth("activities"))
        {
            var file = Import(name);
            var counts = file.Accounted();
            var heart = truth.GetProperty("trackpoint_hr");
            var rates = file
                .Readings.Where(r => r.Kind.Code == "heart-rate")
                .Select(r => r.Value.ToDouble())
                .ToList();
            Assert.Equal(truth.GetProperty("activities").GetArrayLength(), file.Workouts.Count);
            Assert.Equal(truth.GetProperty("trackpoints").GetInt64(), counts["Trackpoint"]);
            Assert.Equal(truth.GetProperty("laps").GetInt64(), counts["Lap"]);
            Assert.Equal(heart.GetProperty("n").GetInt32(), rates.Count);
            Near(heart.GetProperty("sum").GetDouble(), rates.Sum());
            var totals = file.Workouts.Single().Totals;
            Near(
                truth.GetProperty("distance_m").GetDouble(),
                totals.Single(t => t.Kind == "distance").Value.ToDouble()
            );
            Near(
                truth.GetProperty("calories").GetDouble(),
                totals.Single(t => t.Kind == "active-energy").Value.ToDouble()
            );
            Near(
                truth.GetProperty("total_time_s").GetDouble() * 1000,
                file.Workouts.Single().Laps.Sum(l => l.DurationMs)
            );
            Assert.Equal(file.Plain(), Import(name).Plain());
        }
    }

    [Fact]
    public void Every_point_of_every_track_file_is_accounted_for()
    {
        foreach (var (name, truth) in Truth("trkpt"))
        {
            var file = Import(name);
            var counts = file.Accounted();
            Assert.Equal(truth.GetProperty("trkpt").GetInt64(), counts.GetValueOrDefault("trkpt"));
            if (!truth.TryGetProperty("wpt", out var places))
                continue;
            Assert.Equal(places.GetInt64(), counts.GetValueOrDefault("wpt"));
            Assert.Equal(truth.GetProperty("rtept").GetInt64(), counts.GetValueOrDefault("rtept"));
            Assert.Equal(truth.GetProperty("trkpt").GetInt64() > 0, file.Workouts.Count > 0);
        }
    }

    private static ImportedFile Import(string name)
    {
        using var stream = File.OpenRead(Path.Combine(Folder!, name));
        return ImportedFile.Of(stream);
    }

    private static List<(string Name, JsonElement Truth)> Truth(string having)
    {
        if (Folder is null || !Directory.Exists(Folder))
            Assert.Skip("HEALTHRECORD_SAMPLES names no folder of samples.");
        using var json = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Folder, "EXPECTED.json"))
        );
        var files = json
            .RootElement.GetProperty("files")
            .EnumerateObject()
            .Where(f =>
                f.Value.ValueKind == JsonValueKind.Object
                && f.Value.TryGetProperty(having, out _)
                && (
                    f.Name.EndsWith(".tcx", StringComparison.Ordinal)
                    || f.Name.EndsWith(".gpx", StringComparison.Ordinal)
                )
            )
            .Select(f => (f.Name, f.Value.Clone()))
            .ToList();
        Assert.NotEmpty(files);
        return files;
    }

    private static void Near(double expected, double actual) =>
        Assert.InRange(
            actual,
            expected - 0.001 - (Math.Abs(expected) * 0.001),
            expected + 0.001 + (Math.Abs(expected) * 0.001)
        );
}
