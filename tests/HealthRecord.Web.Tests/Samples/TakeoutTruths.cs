using System.Text.Json;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>Formats that hand over a whole account.</summary>
internal static class TakeoutTruths
{
    private static readonly (string Name, string Code)[] FitbitStages =
    [
        ("asleep", "asleep-unspecified"),
        ("wake", "awake"),
        ("light", "light"),
        ("deep", "deep"),
        ("rem", "rem"),
    ];

    private static readonly (
        string Column,
        string Kind,
        string? Unit,
        double Factor,
        int Part
    )[] OfHealthConnect =
    [
        ("weight_record_table.weight", "body-weight", "g", 1, 0),
        ("blood_pressure_record_table.systolic", "blood-pressure", "mm[Hg]", 1, 0),
        ("blood_pressure_record_table.diastolic", "blood-pressure", "mm[Hg]", 1, 1),
        ("blood_glucose_record_table.level", "glucose", "mmol/L", 1, 0),
        ("oxygen_saturation_record_table.percentage", "spo2", "%", 1, 0),
        ("heart_rate_record_series_table.beats_per_minute", "heart-rate", null, 1, 0),
        ("hydration_record_table.volume", "water-intake", "L", 1, 0),
        // Called calories, and calories they are: thousandths of what the kind counts.
        ("active_calories_burned_record_table.energy", "active-energy", "kcal", 0.001, 0),
        ("distance_record_table.distance", "distance", "m", 1, 0),
    ];

    public static SampleClaims Fitbit(JsonElement truth, SampleClaims claims)
    {
        var unsure = truth.Long("heart_rate_confidence", "0");
        var sentinels = truth.Long("spo2_minute", "sentinel_50");
        claims
            .Row("heart_rate", truth.Long("heart_rate", "n"), unsure)
            .Value("heart-rate", truth.At("heart_rate"), withRefused: "heart_rate")
            .Row("steps", truth.Long("steps", "rows"), 0)
            .Value("steps", Sum(truth.Long("steps", "rows"), truth.At("steps", "sum")))
            // The account is set to pounds, and nothing in the file says so.
            .Row("weight", truth.Long("weight_raw_profile_unit", "n"), 0)
            .Value("body-weight", truth.At("weight_raw_profile_unit"), "[lb_av]")
            .Row("sleep", truth.At("sleep", "logs"))
            .Row("Minute SpO2/value", truth.Long("spo2_minute", "rows"), sentinels)
            .Value("spo2", truth.At("spo2_minute", "valid"), "%")
            .Value("resting-heart-rate", truth.At("resting_hr_valid"))
            .Row(
                "resting_heart_rate",
                truth.Long("resting_hr_valid", "n") + truth.Long("resting_hr_null_days"),
                truth.Long("resting_hr_null_days")
            )
            .Code("sleep-stage", "in-bed", truth.Long("sleep", "logs"));
        foreach (var (name, code) in FitbitStages)
            claims.Code(
                "sleep-stage",
                code,
                seconds: truth.At("sleep", "stage_seconds", name).GetDouble()
            );
        return claims;
    }

    public static SampleClaims Garmin(JsonElement truth, SampleClaims claims)
    {
        claims.Workouts = truth.Long("activities", "n");
        return claims
            .Row("totalSteps", truth.Long("uds", "daily"), truth.Long("uds", "null_steps"))
            .Value("steps", truth.At("uds", "steps"))
            .Column("restingHeartRate", truth.At("uds", "rhr"), "resting-heart-rate")
            .Row(
                "sleep",
                truth.Long("sleep", "rows"),
                truth.Long("sleep", "rows") - truth.Long("sleep", "with_times")
            )
            .Code("sleep-stage", "in-bed", truth.Long("sleep", "with_times"))
            .Column(
                "sleep/deepSleepSeconds",
                truth.At("sleep", "deep_s"),
                "sleep-deep",
                "h",
                1 / 3600.0
            )
            .Column("weight/weight", truth.At("weight_g"), "body-weight", "g")
            .Total("distance", Figures.Of(truth.At("activities", "distance_cm")), 0.01)
            .Total("seconds", Figures.Of(truth.At("activities", "duration_ms")), 0.001);
    }

    public static SampleClaims GoogleFit(JsonElement truth, SampleClaims claims)
    {
        var daily = truth.At("daily");
        const string metrics = "Daily activity metrics/";
        // Energy of rest and of movement together, which no kind holds: refused by name.
        var energy = daily.Long("kcal", "n");
        claims.Row(metrics + "Calories (kcal)", energy, energy);
        claims
            .Column(metrics + "Step count", daily.At("steps"), "steps")
            .Column(metrics + "Distance (m)", daily.At("distance_m"), "distance", "m")
            .Column(metrics + "Average weight (kg)", daily.At("weight"), "body-weight", "kg")
            .Row("session/sleep", truth.At("sleep_sessions"))
            .Code("sleep-stage", "in-bed", truth.Long("sleep_sessions"));
        // What Google derives from raw points lies in files of its own; those of the truth are raw, and each counts.
        foreach (
            var (name, kind, unit) in new[]
            {
                ("com.google.heart_rate.bpm", "heart-rate", (string?)null),
                ("com.google.blood_pressure", "blood-pressure", "mm[Hg]"),
            }
        )
        {
            var file = truth
                .EnumerateObject()
                .Single(f => f.Name.StartsWith($"raw_{name}_", StringComparison.Ordinal))
                .Value;
            claims.Row(name, file.At("points")).Value(kind, file.At("v0"), unit);
        }
        return claims;
    }

    public static SampleClaims HealthConnect(JsonElement truth, SampleClaims claims)
    {
        foreach (var table in truth.At("rows").EnumerateObject())
            // Names of apps and devices, and the database's own.
            if (
                !table.Name.EndsWith("_info_table", StringComparison.Ordinal)
                && table.Name is not ("android_metadata" or "exercise_session_record_table")
            )
                claims.Row(table.Name, table.Value.GetInt64(), 0);
        foreach (var (column, kind, unit, factor, part) in OfHealthConnect)
            claims.Value(kind, truth.At(column), unit, factor, part);
        foreach (
            var (app, source) in new[]
            {
                ("com.fitbit.FitbitMobile", "Fitbit"),
                ("com.google.android.apps.fitness", "Fit"),
            }
        )
            claims.Value(
                "steps",
                Sum(-1, truth.At("steps_by_app", app)),
                where: r => r.GetProperty("source").GetString() == source
            );
        var stages = truth.At("sleep_stage_ms");
        double Hours(params string[] codes) => codes.Sum(c => stages.At(c).GetDouble()) / 1000;
        claims
            // Awake, and awake in bed: one kind of being awake.
            .Code("sleep-stage", "awake", seconds: Hours("1", "7"))
            .Code("sleep-stage", "light", seconds: Hours("4"))
            .Code("sleep-stage", "deep", seconds: Hours("5"))
            .Code("sleep-stage", "rem", seconds: Hours("6"));
        claims.Workouts = truth.Long("rows", "exercise_session_record_table");
        return claims;
    }

    public static SampleClaims Oura(JsonElement truth, SampleClaims claims) =>
        claims
            .Row("heartrate", truth.At("heartrate", "n"))
            // The night's rates come with the zone of the night, those of the day in UTC.
            .Value(
                "heart-rate",
                truth.At("heartrate_bpm"),
                where: r => r.GetProperty("zone").ValueKind == JsonValueKind.Null
            )
            .Row("sleep/heart_rate", truth.At("sleep_hr_items_nonnull"))
            .Row("sleep", truth.At("sleep", "n"))
            .Code("sleep-stage", "in-bed", truth.Long("sleep", "n"))
            .Row("daily_activity/steps", truth.At("daily_activity", "n"))
            .Value("steps", truth.At("steps"))
            .Row(
                "daily_spo2",
                truth.Long("daily_spo2", "n"),
                truth.Long("daily_spo2", "n") - truth.Long("spo2_nonnull", "n")
            )
            .Value("spo2", truth.At("spo2_nonnull"), "%");

    public static SampleClaims Polar(JsonElement truth, SampleClaims claims)
    {
        claims.Workouts = truth.Long("training");
        return claims
            .Row(
                "samples/heartRate",
                truth.Long("hr_samples", "n") + truth.Long("hr_samples_without_value"),
                truth.Long("hr_samples_without_value")
            )
            .Value("heart-rate", truth.At("hr_samples"))
            .Row("summary/stepCount", truth.At("activity_days"))
            .Value("steps", truth.At("steps"))
            .Total("distance", Figures.Of(truth.At("distance_m")))
            .Total("active-energy", Figures.Of(truth.At("kcal")));
    }

    /// <summary>A sum of which the truth tells neither the least nor the greatest; -1 for a number that it does not tell either.</summary>
    private static Figures Sum(long count, JsonElement sum) =>
        new(count, double.NaN, double.NaN, sum.GetDouble());
}
