using System.Text.Json;
using Xunit;

namespace HealthRecord.Importers.Tests.HealthConnect;

/// <summary>The sample with its ground truth, where the folder that HEALTHRECORD_SAMPLES names is at hand.</summary>
public sealed class SampleTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable(
        "HEALTHRECORD_SAMPLES"
    );

    [Fact]
    public void Every_row_of_every_table_is_accounted_for()
    {
        var (file, truth) = Import();
        var counted = file.Accounted();
        foreach (var workout in file.Workouts)
            counted[workout.Origin] = counted.GetValueOrDefault(workout.Origin) + 1;
        foreach (var table in truth.GetProperty("rows").EnumerateObject())
        {
            if (table.Name.EndsWith("_info_table", StringComparison.Ordinal))
                continue;
            if (table.Name == "android_metadata")
                continue;
            Assert.Equal((table.Name, table.Value.GetInt64()), (table.Name, counted[table.Name]));
        }
        Assert.Empty(file.Refused);
        Assert.Empty(file.Warnings);
    }

    [Theory]
    [InlineData("weight_record_table.weight", 1)]
    [InlineData("blood_pressure_record_table.systolic", 1)]
    [InlineData("blood_glucose_record_table.level", 1)]
    [InlineData("oxygen_saturation_record_table.percentage", 1)]
    [InlineData("heart_rate_record_series_table.beats_per_minute", 1)]
    [InlineData("hydration_record_table.volume", 1)]
    [InlineData("active_calories_burned_record_table.energy", 1000)]
    [InlineData("distance_record_table.distance", 1)]
    public void Every_number_is_the_one_of_the_file(string name, double scale)
    {
        var (file, truth) = Import();
        var statistic = truth.GetProperty(name);
        var values = file
            .Readings.Where(r => r.Origin == name.Split('.')[0])
            .Select(r => r.Value.ToDouble() * scale)
            .ToList();

        Assert.Equal(statistic.GetProperty("n").GetInt32(), values.Count);
        Assert.Equal(statistic.GetProperty("sum").GetDouble(), values.Sum(), 1e-3);
        Assert.Equal(statistic.GetProperty("min").GetDouble(), values.Min(), 1e-3);
        Assert.Equal(statistic.GetProperty("max").GetDouble(), values.Max(), 1e-3);
    }

    [Fact]
    public void Steps_by_app_zones_and_times_are_those_of_the_file()
    {
        var (file, truth) = Import();

        Assert.Equal(
            truth
                .GetProperty("steps_by_app")
                .EnumerateObject()
                .Select(a => a.Value.GetDouble())
                .Order(),
            file.Readings.Where(r => r.Origin == "steps_record_table")
                .GroupBy(r => r.Source)
                .Select(g => g.Sum(r => r.Value.ToDouble()))
                .Order()
        );
        Assert.Equal(["+01:00", "+02:00"], file.Readings.Select(r => r.Zone).Distinct().Order());
        Assert.Equal(
            truth.GetProperty("sleep_stage_ms").EnumerateObject().Sum(s => s.Value.GetInt64()),
            file.Readings.Where(r => r.Origin == "sleep_stages_table").Sum(r => r.DurationMs)
        );
    }

    private static (ImportedFile File, JsonElement Truth) Import()
    {
        const string name = "health_connect/synth__Health Connect.zip";
        if (Folder is null || !Directory.Exists(Folder))
            Assert.Skip("HEALTHRECORD_SAMPLES names no folder of samples.");
        using var json = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Folder, "EXPECTED.json"))
        );
        using var stream = File.OpenRead(Path.Combine(Folder, name));
        return (
            ImportedFile.Of(stream),
            json.RootElement.GetProperty("files").GetProperty(name).Clone()
        );
    }
}
