using System.Text.Json;
using Xunit;

namespace HealthRecord.Importers.Tests.Json;

/// <summary>Samples with their ground truth, where the folder that HEALTHRECORD_SAMPLES names is at hand.</summary>
public sealed class SampleTests
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable(
        "HEALTHRECORD_SAMPLES"
    );

    [Fact]
    public void The_fitbit_takeout_adds_up()
    {
        var (file, truth) = Import("fitbit/synth__takeout_fitbit.zip");

        Statistic(truth.GetProperty("heart_rate"), file, "heart_rate", "n");
        Assert.Equal(
            truth.GetProperty("heart_rate_confidence").GetProperty("0").GetInt32(),
            file.Refused.Count(r => r.Origin == "heart_rate")
        );
        var steps = truth.GetProperty("steps");
        Assert.Equal(steps.GetProperty("rows").GetInt32(), Records(file, "steps"));
        Near(steps.GetProperty("sum").GetDouble(), Values(file, "steps").Sum());
        Whole(truth.GetProperty("weight_raw_profile_unit"), file, "weight");
        Assert.All(
            file.Readings.Where(r => r.Origin == "weight"),
            r => Assert.Equal("[lb_av]", r.Unit?.Ucum)
        );
        Assert.Equal(
            truth.GetProperty("sleep").GetProperty("logs").GetInt32(),
            Records(file, "sleep")
        );
        foreach (
            var stage in truth.GetProperty("sleep").GetProperty("stage_seconds").EnumerateObject()
        )
            Assert.Equal(
                stage.Value.GetInt64(),
                file.Readings.Where(r => r.Origin == $"sleep/{stage.Name}").Sum(r => r.DurationMs)
                    / 1000
            );
        var oxygen = truth.GetProperty("spo2_minute");
        Assert.Equal(oxygen.GetProperty("rows").GetInt32(), Records(file, "Minute SpO2/value"));
        Whole(oxygen.GetProperty("valid"), file, "Minute SpO2/value");
        Assert.Equal(
            oxygen.GetProperty("sentinel_50").GetInt32(),
            file.Refused.Count(r =>
                r.Origin == "Minute SpO2/value" && r.Reason == RefusalReason.Sentinel
            )
        );
        Whole(truth.GetProperty("resting_hr_valid"), file, "resting_heart_rate");
        Assert.Equal(
            truth.GetProperty("resting_hr_null_days").GetInt32(),
            file.Refused.Count(r => r.Origin == "resting_heart_rate")
        );
    }

    [Fact]
    public void The_google_fit_takeout_adds_up()
    {
        var (file, truth) = Import("google_fit/synth__takeout_fit.zip");

        Assert.Equal(
            truth.GetProperty("sleep_sessions").GetInt32(),
            Records(file, "session/sleep")
        );
        var daily = truth.GetProperty("daily");
        Whole(daily.GetProperty("steps"), file, "Daily activity metrics/Step count");
        Whole(daily.GetProperty("distance_m"), file, "Daily activity metrics/Distance (m)");
        Whole(daily.GetProperty("weight"), file, "Daily activity metrics/Average weight (kg)");
        Assert.Equal(
            daily.GetProperty("kcal").GetProperty("n").GetInt32(),
            Records(file, "Daily activity metrics/Calories (kcal)")
        );
        Whole(
            truth
                .GetProperty("raw_com.google.heart_rate.bpm_com.google.android.a.json")
                .GetProperty("v0"),
            file,
            "com.google.heart_rate.bpm"
        );
        Whole(
            truth
                .GetProperty("raw_com.google.blood_pressure_com.google.android.json")
                .GetProperty("v0"),
            file,
            "com.google.blood_pressure"
        );
    }

    [Fact]
    public void The_oura_bodies_add_up()
    {
        var (file, truth) = Import("oura/synth__oura_api_v2.json");

        Whole(truth.GetProperty("heartrate_bpm"), file, "heartrate");
        Whole(truth.GetProperty("steps"), file, "daily_activity/steps");
        Whole(truth.GetProperty("spo2_nonnull"), file, "daily_spo2");
        Assert.Equal(
            truth.GetProperty("daily_spo2").GetProperty("n").GetInt32(),
            Records(file, "daily_spo2")
        );
        Assert.Equal(
            truth.GetProperty("sleep").GetProperty("n").GetInt32(),
            Records(file, "sleep")
        );
        Assert.Equal(
            truth.GetProperty("sleep_hr_items_nonnull").GetInt32(),
            Records(file, "sleep/heart_rate")
        );
        Assert.Contains("import.more-pages", file.WarningKeys);
        Assert.Contains(
            ("import.naps", "1"),
            file.Warnings.Select(w => (w.Key, w.Arguments.FirstOrDefault() ?? ""))
        );
    }

    [Fact]
    public void The_polar_export_adds_up()
    {
        var (file, truth) = Import("polar/synth__polar-user-data-export.zip");

        Assert.Equal(truth.GetProperty("training").GetInt32(), file.Workouts.Count);
        Totals(truth.GetProperty("distance_m"), file, "distance");
        Totals(truth.GetProperty("kcal"), file, "active-energy");
        Whole(truth.GetProperty("hr_samples"), file, "samples/heartRate");
        Assert.Equal(
            truth.GetProperty("hr_samples_without_value").GetInt32(),
            file.Refused.Count(r =>
                r.Origin == "samples/heartRate" && r.Reason == RefusalReason.Incomplete
            )
        );
        Whole(truth.GetProperty("steps"), file, "summary/stepCount");
        Assert.Equal(new DateOnly(1971, 4, 3), file.Birth);
    }

    [Fact]
    public void The_garmin_export_adds_up()
    {
        var (file, truth) = Import("garmin_connect/synth__garmin_account_export.zip");

        var days = truth.GetProperty("uds");
        Whole(days.GetProperty("steps"), file, "totalSteps");
        Assert.Equal(days.GetProperty("daily").GetInt32(), Records(file, "totalSteps"));
        Whole(days.GetProperty("rhr"), file, "restingHeartRate");
        var sleep = truth.GetProperty("sleep");
        Assert.Equal(sleep.GetProperty("rows").GetInt32(), Records(file, "sleep"));
        Assert.Equal(
            sleep.GetProperty("with_times").GetInt32(),
            file.Readings.Count(r => r.Origin == "sleep")
        );
        Near(
            sleep.GetProperty("deep_s").GetProperty("sum").GetDouble(),
            Values(file, "sleep/deepSleepSeconds").Sum() * 3600
        );
        Whole(truth.GetProperty("weight_g"), file, "weight/weight");
        var activities = truth.GetProperty("activities");
        Assert.Equal(activities.GetProperty("n").GetInt32(), file.Workouts.Count);
        Near(
            activities.GetProperty("distance_cm").GetProperty("sum").GetDouble(),
            file.Workouts.Sum(w => w.Totals.Single(t => t.Kind == "distance").Value.ToDouble())
                * 100
        );
        Near(
            activities.GetProperty("duration_ms").GetProperty("sum").GetDouble(),
            file.Workouts.Sum(w => w.DurationMs)
        );
    }

    [Theory]
    [InlineData("python-withings__measurement.json")]
    [InlineData("python-withings__measurement_positions.json")]
    public void Every_measure_of_withings_is_accounted_for(string name)
    {
        var (file, truth) = Import($"withings/{name}");

        foreach (var type in truth.GetProperty("by_type").EnumerateObject())
            Assert.Equal(
                type.Value.GetProperty("n").GetInt32(),
                Records(file, $"measure/{type.Name}")
            );
        Assert.Equal(
            truth
                .GetProperty("by_type")
                .EnumerateObject()
                .Sum(t => t.Value.GetProperty("n").GetInt64()),
            file.Accounted().Values.Sum()
        );
        Assert.Equal(
            truth.GetProperty("by_type").GetProperty("1").GetProperty("max").GetDouble(),
            file.Readings.Where(r => r.Origin == "measure/1").Max(r => r.Value.ToDouble()),
            3
        );
    }

    [Fact]
    public void The_workouts_of_withings_are_all_there_with_their_names()
    {
        var (file, truth) = Import("withings/python-withings__workouts.json");

        Assert.Equal(
            truth.GetProperty("series").GetInt32(),
            file.Workouts.Count + file.Refused.Count
        );
        Assert.Equal(
            truth.GetProperty("distinct_id").GetInt32(),
            file.Workouts.Select(w => w.Identity?.Id).Distinct().Count()
        );
    }

    [Theory]
    [InlineData("activity", 2)]
    [InlineData("device", 0)]
    [InlineData("goals", 0)]
    [InlineData("notify_list", 0)]
    public void Other_answers_of_withings_are_named_or_read(string name, int atLeast)
    {
        var (file, _) = Import($"withings/python-withings__{name}.json");

        Assert.True(file.Readings.Count >= atLeast);
        Assert.NotEmpty(file.Warnings);
    }

    private static (ImportedFile File, JsonElement Truth) Import(string name)
    {
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

    private static int Records(ImportedFile file, string origin) =>
        (int)file.Accounted().GetValueOrDefault(origin);

    private static List<double> Values(ImportedFile file, string origin) =>
        [.. file.Readings.Where(r => r.Origin == origin).Select(r => r.Value.ToDouble())];

    /// <summary>Everything that was taken is what the truth says.</summary>
    private static void Whole(JsonElement statistic, ImportedFile file, string origin)
    {
        var values = Values(file, origin);
        Assert.Equal(statistic.GetProperty("n").GetInt32(), values.Count);
        Near(statistic.GetProperty("sum").GetDouble(), values.Sum());
        Near(statistic.GetProperty("min").GetDouble(), values.Min());
        Near(statistic.GetProperty("max").GetDouble(), values.Max());
    }

    /// <summary>Taken and refused together.</summary>
    private static void Statistic(JsonElement statistic, ImportedFile file, string origin, string n)
    {
        Assert.Equal(statistic.GetProperty(n).GetInt32(), Records(file, origin));
        Near(
            statistic.GetProperty("sum").GetDouble(),
            Values(file, origin).Sum()
                + file.Refused.Where(r => r.Origin == origin)
                    .Sum(r =>
                        double.Parse(
                            r.Text ?? "",
                            System.Globalization.CultureInfo.InvariantCulture
                        )
                    )
        );
    }

    private static void Totals(JsonElement statistic, ImportedFile file, string kind)
    {
        var totals = file.Workouts.SelectMany(w => w.Totals).Where(t => t.Kind == kind).ToList();
        Assert.Equal(statistic.GetProperty("n").GetInt32(), totals.Count);
        Near(statistic.GetProperty("sum").GetDouble(), totals.Sum(t => t.Value.ToDouble()));
    }

    private static void Near(double expected, double actual) =>
        Assert.InRange(
            actual,
            expected - 0.001 - (Math.Abs(expected) * 0.001),
            expected + 0.001 + (Math.Abs(expected) * 0.001)
        );
}
