using System.Text.Json;
using Xunit;

namespace HealthRecord.Importers.Tests.Apple;

/// <summary>Real and realistic exports with their ground truth, where the folder that HEALTHRECORD_SAMPLES names is at hand.</summary>
public sealed class SampleTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable(
        "HEALTHRECORD_SAMPLES"
    );

    [Fact]
    public void Every_sample_adds_up_type_by_type()
    {
        var truth = Truth();
        foreach (var (name, export) in truth)
        {
            var file = Import(name);
            // What lies beside the export is counted too, under names that are not Apple's types.
            var records = file.Accounted()
                .Where(c => c.Key.StartsWith("HK", StringComparison.Ordinal));
            Assert.Equal(
                Counts(export, "by_type"),
                new SortedDictionary<string, long>(records.ToDictionary(), StringComparer.Ordinal)
            );
            Assert.Equal(
                Counts(export, "workouts"),
                new SortedDictionary<string, long>(
                    file.Workouts.GroupBy(w => w.Origin)
                        .ToDictionary(g => g.Key, g => g.LongCount()),
                    StringComparer.Ordinal
                )
            );
        }
    }

    [Fact]
    public void Every_number_of_every_sample_is_the_one_in_the_file()
    {
        var compared = 0;
        foreach (var (name, export) in Truth())
        {
            var file = Import(name);
            foreach (
                var statistic in export.GetProperty("raw_numeric_by_type_unit").EnumerateObject()
            )
            {
                var (type, unit) = statistic.Name.Split('|') is [var t, var u] ? (t, u) : default;
                if (file.Refused.Exists(r => r.Origin == type))
                    continue;
                var values = type.EndsWith("Diastolic", StringComparison.Ordinal)
                    ? file
                        .Readings.Where(r => r.Kind.Code == "blood-pressure")
                        .Select(r => r.Parts!.Rest[0]!.Value.ToDouble())
                    : file.Readings.Where(r => r.Origin == type).Select(r => r.Value.ToDouble());
                var scale = unit == "%" ? 100 : 1;
                var read = values.ToList();
                Assert.Equal(statistic.Value.GetProperty("n").GetInt32(), read.Count);
                Near(statistic.Value.GetProperty("sum").GetDouble() * scale, read.Sum());
                Near(statistic.Value.GetProperty("min").GetDouble() * scale, read.Min());
                Near(statistic.Value.GetProperty("max").GetDouble() * scale, read.Max());
                compared++;
            }
        }
        Assert.True(compared > 20);
    }

    [Fact]
    public void Seconds_asleep_and_sources_are_those_of_the_file()
    {
        foreach (var (name, export) in Truth())
        {
            var file = Import(name);
            var seconds = file
                .Readings.Where(r => r.Kind.Code == "sleep-stage")
                .GroupBy(r => r.Kind.Codes[(int)r.Value.Digits])
                .ToDictionary(g => g.Key, g => g.Sum(r => r.DurationMs) / 1000);
            var expected = Counts(export, "sleep_seconds_by_stage")
                .ToDictionary(s => CodeOf(s.Key), s => s.Value);
            Assert.Equal(expected.OrderBy(e => e.Key), seconds.OrderBy(e => e.Key));
            // Sources of refused records do not show.
            Assert.Subset(
                export
                    .GetProperty("sources")
                    .EnumerateArray()
                    .Select(s => (s.GetString() ?? "").Replace('’', '\'').Replace('\u00A0', ' '))
                    .ToHashSet(),
                file.Readings.Where(r => r.Origin.StartsWith("HK", StringComparison.Ordinal))
                    .Select(r => r.Source.Name)
                    .ToHashSet()
            );
        }
    }

    private static ImportedFile Import(string name)
    {
        using var stream = File.OpenRead(Path.Combine(Folder!, name));
        return ImportedFile.Of(stream);
    }

    /// <summary>File name and the truth about the export in it.</summary>
    private static List<(string Name, JsonElement Export)> Truth()
    {
        if (Folder is null || !Directory.Exists(Folder))
            Assert.Skip("HEALTHRECORD_SAMPLES names no folder of samples.");
        using var json = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Folder, "EXPECTED.json"))
        );
        var exports = new List<(string, JsonElement)>();
        foreach (var file in json.RootElement.GetProperty("files").EnumerateObject())
        {
            if (!file.Name.StartsWith("apple_health/", StringComparison.Ordinal))
                continue;
            if (file.Value.TryGetProperty("by_type", out _))
                exports.Add((file.Name, file.Value.Clone()));
            else
                foreach (var entry in file.Value.EnumerateObject())
                {
                    if (
                        entry.Value.ValueKind == JsonValueKind.Object
                        && entry.Value.TryGetProperty("by_type", out _)
                    )
                        exports.Add((file.Name, entry.Value.Clone()));
                }
        }
        Assert.NotEmpty(exports);
        return exports;
    }

    private static SortedDictionary<string, long> Counts(JsonElement export, string name) =>
        new(
            export
                .GetProperty(name)
                .EnumerateObject()
                .ToDictionary(p => p.Name, p => p.Value.GetInt64()),
            StringComparer.Ordinal
        );

    private static string CodeOf(string stage) =>
        stage switch
        {
            "InBed" => "in-bed",
            "AsleepCore" => "light",
            "AsleepDeep" => "deep",
            "AsleepREM" => "rem",
            "Awake" => "awake",
            _ => "asleep-unspecified",
        };

    private static void Near(double expected, double actual) =>
        Assert.InRange(
            actual,
            expected - 0.001 - (Math.Abs(expected) * 0.001),
            expected + 0.001 + (Math.Abs(expected) * 0.001)
        );
}
