using System.Text.Json;
using HealthRecord.Domain.Readings;
using Xunit;

namespace HealthRecord.Importers.Tests.Tables;

/// <summary>Samples of tables with their ground truth, where the folder that HEALTHRECORD_SAMPLES names is at hand.</summary>
public sealed class SampleTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable(
        "HEALTHRECORD_SAMPLES"
    );

    [Theory]
    [InlineData("omron", "")]
    [InlineData("ihealth", "")]
    [InlineData("zepp", "BODY/")]
    public void Every_column_adds_up(string format, string prefix)
    {
        foreach (var (file, truth) in Of(format))
            Columns(file, prefix, truth.GetProperty("numeric"));
    }

    [Fact]
    public void Every_table_of_withings_adds_up()
    {
        foreach (
            var (file, truth) in Of("withings")
                .Where(f => f.Truth.TryGetProperty("weight.csv", out _))
        )
        foreach (var table in truth.EnumerateObject())
        {
            if (table.Value.TryGetProperty("numeric", out var numeric))
                Columns(
                    file,
                    table.Name.StartsWith("aggregates_", StringComparison.Ordinal)
                        ? ""
                        : table.Name + "/",
                    numeric,
                    table.Name.StartsWith("aggregates_", StringComparison.Ordinal)
                        ? table.Name
                        : null
                );
            else
                Assert.Equal(
                    table.Value.GetProperty("rows").GetInt64() * 5,
                    file.Accounted()[table.Name]
                );
        }
    }

    [Fact]
    public void Every_table_of_samsung_adds_up()
    {
        foreach (var (file, truth) in Of("samsung_health"))
        {
            var accounted = file.Accounted();
            long Count(string table, string property) =>
                truth.GetProperty(table).GetProperty(property).GetInt64();
            foreach (
                var (table, column) in new[]
                {
                    ("com.samsung.shealth.tracker.heart_rate", "heart_rate"),
                    ("com.samsung.shealth.blood_pressure", "systolic"),
                    ("com.samsung.shealth.blood_pressure", "diastolic"),
                    ("com.samsung.health.weight", "weight"),
                    ("com.samsung.shealth.tracker.oxygen_saturation", "spo2"),
                }
            )
            {
                Assert.Equal(Count(table, "rows"), accounted[$"{table}/{column}"]);
                var sum = truth
                    .GetProperty(table)
                    .GetProperty(column)
                    .GetProperty("sum")
                    .GetDouble();
                if (column != "diastolic")
                    Near(
                        sum,
                        file.Readings.Where(r => r.Origin == $"{table}/{column}")
                            .Sum(r => r.Value.ToDouble())
                    );
            }
            const string steps = "com.samsung.shealth.step_daily_trend";
            Assert.Equal(Count(steps, "rows"), accounted[steps + "/count"] + accounted[steps]);
            Near(
                truth
                    .GetProperty(steps)
                    .GetProperty("sum_by_source_type")
                    .GetProperty("-2")
                    .GetDouble(),
                file.Readings.Where(r => r.Origin == steps + "/count").Sum(r => r.Value.ToDouble())
            );
            Assert.Equal(
                Count("com.samsung.shealth.sleep", "rows"),
                accounted["com.samsung.shealth.sleep"]
            );
            Assert.Equal(
                Count("com.samsung.health.sleep_stage", "rows"),
                accounted["com.samsung.health.sleep_stage"]
            );
            Assert.Equal(
                [6000L, 72000, 18000, 33000],
                new[] { 1, 2, 3, 4 }.Select(code =>
                    file.Readings.Where(r =>
                            r.Origin == "com.samsung.health.sleep_stage" && r.Value.Digits == code
                        )
                        .Sum(r => r.DurationMs) / 1000
                )
            );
        }
    }

    [Fact]
    public void Every_glucose_value_is_accounted_for()
    {
        foreach (var (file, truth) in Of("cgm"))
        {
            if (truth.TryGetProperty("event_types", out var types))
            {
                var accounted = file.Accounted();
                foreach (
                    var type in types
                        .EnumerateObject()
                        .Where(t =>
                            t.Name
                                is not (
                                    "FirstName"
                                    or "LastName"
                                    or "PatientIdentifier"
                                    or "DateOfBirth"
                                    or "Device"
                                )
                        )
                )
                    Assert.Equal(type.Value.GetInt64(), accounted[type.Name]);
                Statistic(
                    truth.GetProperty("numeric"),
                    file.Readings.Where(r => r.Origin == "EGV")
                );
                Assert.Equal(
                    truth.GetProperty("low").GetInt32() + truth.GetProperty("high").GetInt32(),
                    file.Refused.Count(r => r.Origin == "EGV" && r.Reason == RefusalReason.Sentinel)
                );
                continue;
            }
            Statistic(
                truth.GetProperty("historic"),
                file.Readings.Where(r => r.Origin.StartsWith("Historic", StringComparison.Ordinal))
            );
            Statistic(
                truth.GetProperty("scan"),
                file.Readings.Where(r => r.Origin.StartsWith("Scan", StringComparison.Ordinal))
            );
            Assert.Equal(3, file.Refused.Count(r => r.Origin == "Record Type 6"));
        }
    }

    private static void Columns(
        ImportedFile file,
        string prefix,
        JsonElement numeric,
        string? origin = null
    )
    {
        var accounted = file.Accounted();
        foreach (var column in numeric.EnumerateObject())
        {
            var name = origin ?? prefix + column.Name;
            Assert.Equal(column.Value.GetProperty("n").GetInt64(), accounted[name]);
            var taken = file.Readings.Where(r => r.Origin == name).ToList();
            // Hours of the night come in seconds; sentinels are zeros and leave the sum alone.
            var scale = column.Name.EndsWith("(s)", StringComparison.Ordinal) ? 3600 : 1;
            if (taken.Count > 0)
                Near(
                    column.Value.GetProperty("sum").GetDouble(),
                    taken.Sum(r => r.Value.ToDouble()) * scale
                );
        }
    }

    private static void Statistic(JsonElement truth, IEnumerable<IncomingReading> readings)
    {
        var values = readings.Select(r => r.Value.ToDouble()).ToList();
        Assert.Equal(truth.GetProperty("n").GetInt32(), values.Count);
        Near(truth.GetProperty("sum").GetDouble(), values.Sum());
        Near(truth.GetProperty("min").GetDouble(), values.Min());
        Near(truth.GetProperty("max").GetDouble(), values.Max());
    }

    private static List<(ImportedFile File, JsonElement Truth)> Of(string format)
    {
        if (Folder is null || !Directory.Exists(Folder))
            Assert.Skip("HEALTHRECORD_SAMPLES names no folder of samples.");
        using var json = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Folder, "EXPECTED.json"))
        );
        var found = new List<(ImportedFile, JsonElement)>();
        foreach (var file in json.RootElement.GetProperty("files").EnumerateObject())
        {
            if (
                !file.Name.StartsWith(format + "/", StringComparison.Ordinal)
                || file.Name.EndsWith(".json", StringComparison.Ordinal)
            )
                continue;
            found.Add(
                (
                    Upload.Answered(
                        File.ReadAllBytes(Path.Combine(Folder, file.Name)),
                        "date-order:libreview",
                        "mdy"
                    ),
                    file.Value.Clone()
                )
            );
        }
        Assert.NotEmpty(found);
        return found;
    }

    private static void Near(double expected, double actual) =>
        Assert.InRange(
            actual,
            expected - 0.001 - (Math.Abs(expected) * 0.001),
            expected + 0.001 + (Math.Abs(expected) * 0.001)
        );
}
