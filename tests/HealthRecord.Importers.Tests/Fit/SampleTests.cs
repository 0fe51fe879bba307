using System.Text.Json;
using HealthRecord.Domain.Readings;
using Xunit;

namespace HealthRecord.Importers.Tests.Fit;

/// <summary>Real and realistic files with their ground truth, where the folder that HEALTHRECORD_SAMPLES names is at hand.</summary>
public sealed class SampleTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable(
        "HEALTHRECORD_SAMPLES"
    );

    [Fact]
    public void Every_sample_adds_up_value_by_value()
    {
        var compared = 0;
        foreach (var (name, truth) in Truth())
        {
            var file = Import(name);
            var counts = file.Accounted();
            compared += Compare(file, truth, "record_heart_rate", "record/heart_rate");
            compared += Compare(file, truth, "hrv_rr_s", "hrv/time", 1000);
            compared += Compare(file, truth, "spo2", "spo2_data");
            compared += Compare(file, truth, "respiration", "respiration_rate");
            compared += Compare(file, truth, "hrv_value_ms", "hrv_value");
            if (truth.TryGetProperty("positions", out var positions))
                Assert.Equal(positions.GetInt64(), counts.GetValueOrDefault("record/position"));
            if (truth.TryGetProperty("sleep_level_counts", out var levels))
                Assert.Equal(
                    levels.EnumerateObject().Sum(l => l.Value.GetInt64()),
                    counts["sleep_level"]
                );
            if (truth.TryGetProperty("bp", out var pressures))
                ComparePressures(file, pressures);
            CompareSessions(file, truth);
            Assert.DoesNotContain(
                file.WarningKeys,
                k => k.StartsWith("import.checksum", StringComparison.Ordinal)
            );
        }
        Assert.True(compared >= 8);
    }

    [Fact]
    public void Every_sample_says_the_same_twice_and_half_of_it_says_nothing_else()
    {
        foreach (var (name, _) in Truth())
        {
            var bytes = File.ReadAllBytes(Path.Combine(Folder!, name));
            Assert.Subset(
                Plain(ImportedFile.Of(bytes)),
                Plain(ImportedFile.Of(bytes[..(bytes.Length / 2)]))
            );
            Assert.Equal(Plain(ImportedFile.Of(bytes)), Plain(ImportedFile.Of(bytes)));
        }
    }

    /// <summary>Without the zone, which stands at the end of a file and is no part of a reading's name.</summary>
    private static HashSet<string> Plain(ImportedFile file) =>
        [
            .. file.Readings.Select(r =>
                $"{r.Origin}|{r.Source.Name}|{r.StartMs}|{r.DurationMs}|{r.Value}|{r.Identity}"
            ),
        ];

    private static int Compare(
        ImportedFile file,
        JsonElement truth,
        string name,
        string origin,
        double scale = 1
    )
    {
        if (!truth.TryGetProperty(name, out var expected))
            return 0;
        var read = file
            .Readings.Where(r => r.Origin == origin)
            .Select(r => r.Value.ToDouble())
            .ToList();
        Assert.Equal(expected.GetProperty("n").GetInt32(), read.Count);
        Near(expected.GetProperty("sum").GetDouble() * scale, read.Sum());
        Near(expected.GetProperty("min").GetDouble() * scale, read.Min());
        Near(expected.GetProperty("max").GetDouble() * scale, read.Max());
        return 1;
    }

    private static void ComparePressures(ImportedFile file, JsonElement truth)
    {
        var read = file.Readings.Where(r => r.Kind.Code == "blood-pressure").ToList();
        Assert.Equal(truth.GetProperty("systolic").GetProperty("n").GetInt32(), read.Count);
        Near(
            truth.GetProperty("systolic").GetProperty("sum").GetDouble(),
            read.Sum(r => r.Value.ToDouble())
        );
        Near(
            truth.GetProperty("diastolic").GetProperty("sum").GetDouble(),
            read.Sum(r => r.Parts!.Rest[0]!.Value.ToDouble())
        );
        Near(
            truth.GetProperty("heart_rate").GetProperty("sum").GetDouble(),
            read.Sum(r => r.Parts!.Rest[2]!.Value.ToDouble())
        );
    }

    private static void CompareSessions(ImportedFile file, JsonElement truth)
    {
        var sessions = truth.GetProperty("sessions").EnumerateArray().ToList();
        Assert.Equal(sessions.Count, file.Workouts.Count);
        foreach (var (session, workout) in sessions.Zip(file.Workouts))
        {
            Assert.Equal(
                session.GetProperty("start").GetDateTimeOffset().ToUnixTimeMilliseconds(),
                workout.StartMs
            );
            Near(session.GetProperty("elapsed_s").GetDouble() * 1000, workout.DurationMs);
            Near(session.GetProperty("distance_m").GetDouble(), Total(workout, "distance", "sum"));
            Near(session.GetProperty("kcal").GetDouble(), Total(workout, "active-energy", "sum"));
            Near(session.GetProperty("avg_hr").GetDouble(), Total(workout, "heart-rate", "mean"));
            Near(session.GetProperty("max_hr").GetDouble(), Total(workout, "heart-rate", "max"));
            Assert.Equal(
                truth.GetProperty("messages").GetProperty("19").GetInt32(),
                workout.Laps.Count
            );
        }
    }

    private static double Total(IncomingWorkout workout, string kind, string figure) =>
        workout.Totals.Single(t => t.Kind == kind && t.Figure == figure).Value.ToDouble();

    private static ImportedFile Import(string name) =>
        ImportedFile.Of(File.ReadAllBytes(Path.Combine(Folder!, name)));

    private static List<(string Name, JsonElement Truth)> Truth()
    {
        if (Folder is null || !Directory.Exists(Folder))
            Assert.Skip("HEALTHRECORD_SAMPLES names no folder of samples.");
        using var json = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Folder, "EXPECTED.json"))
        );
        var files = json
            .RootElement.GetProperty("files")
            .EnumerateObject()
            .Where(f => f.Name.StartsWith("fit/", StringComparison.Ordinal))
            .Select(f => (f.Name, f.Value.EnumerateArray().Single().Clone()))
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
