using System.Globalization;
using System.Text.Json;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>Formats whose files are tables: a column is a row of the report.</summary>
internal static class TableTruths
{
    private static readonly (string Column, string Kind, string? Unit, double Factor)[] Scales =
    [
        ("weight", "body-weight", "kg", 1),
        ("bmi", "bmi", null, 1),
        ("fatRate", "body-fat", "%", 1),
        ("bodyWaterRate", "body-water", "%", 1),
        ("boneMass", "bone-mass", "kg", 1),
        ("metabolism", "basal-metabolic-rate", "kcal/d", 1),
        // Called a rate, and kilograms all the same.
        ("muscleRate", "muscle-mass", "kg", 1),
        ("visceralFat", "visceral-fat-rating", null, 1),
    ];

    private static readonly (
        string Table,
        string Column,
        string Kind,
        string? Unit,
        double Factor,
        int Part
    )[] OfWithings =
    [
        ("weight.csv", "Weight (kg)", "body-weight", "kg", 1, 0),
        ("weight.csv", "Fat mass (kg)", "fat-mass", "kg", 1, 0),
        ("weight.csv", "Bone mass (kg)", "bone-mass", "kg", 1, 0),
        ("weight.csv", "Muscle mass (kg)", "muscle-mass", "kg", 1, 0),
        ("weight.csv", "Hydration (kg)", "body-water-mass", "kg", 1, 0),
        ("bp.csv", "Systolic", "blood-pressure", "mm[Hg]", 1, 0),
        ("bp.csv", "Diastolic", "blood-pressure", "mm[Hg]", 1, 1),
        ("bp.csv", "Heart rate", "blood-pressure", "mm[Hg]", 1, 3),
        ("sleep.csv", "light (s)", "sleep-light", "h", 1 / 3600.0, 0),
        ("sleep.csv", "deep (s)", "sleep-deep", "h", 1 / 3600.0, 0),
        ("sleep.csv", "rem (s)", "sleep-rem", "h", 1 / 3600.0, 0),
        ("sleep.csv", "awake (s)", "sleep-awake", "h", 1 / 3600.0, 0),
        ("height.csv", "Height (m)", "height", "m", 1, 0),
        ("spo2.csv", "Value", "spo2", "%", 1, 0),
    ];

    public static SampleClaims Pressures(
        JsonElement truth,
        SampleClaims claims,
        string systolic,
        string diastolic
    )
    {
        foreach (var column in truth.At("numeric").EnumerateObject())
            claims.Column(
                column.Name,
                column.Value,
                "blood-pressure",
                "mm[Hg]",
                part: column.Name.StartsWith(systolic, StringComparison.Ordinal) ? 0
                    : column.Name.StartsWith(diastolic, StringComparison.Ordinal) ? 1
                    : 3
            );
        return claims.Row(
            truth.At("columns").EnumerateArray().Single(c => IsOf(c, systolic)).GetString()!,
            truth.At("rows")
        );

        static bool IsOf(JsonElement column, string start) =>
            column.GetString()!.StartsWith(start, StringComparison.Ordinal);
    }

    public static SampleClaims Zepp(JsonElement truth, SampleClaims claims)
    {
        // Zeros are what the scale writes when it felt no current: refused, and part of the raw truth.
        foreach (var (column, kind, unit, factor) in Scales)
            claims.Column("BODY/" + column, truth.At("numeric", column), kind, unit, factor);
        var zeros = truth.Long("zero_composition_rows");
        foreach (var (column, _, _, _) in Scales[2..])
            claims.Row("BODY/" + column, truth.Long("numeric", column, "n"), zeros);
        return claims.Row("BODY/height", truth.At("rows"));
    }

    public static SampleClaims Withings(JsonElement truth, SampleClaims claims)
    {
        foreach (var (table, column, kind, unit, factor, part) in OfWithings)
            claims.Column(
                $"{table}/{column}",
                truth.At(table, "numeric", column),
                kind,
                unit,
                factor,
                part
            );
        claims.Column(
            "aggregates_steps.csv",
            truth.At("aggregates_steps.csv", "numeric", "value"),
            "steps"
        );
        foreach (var column in truth.At("sleep.csv", "numeric").EnumerateObject())
            claims.Row($"sleep.csv/{column.Name}", column.Value.At("n"));
        // A row of a tracker is a list: here of five minutes each.
        var minutes = truth.Long("raw_tracker_hr.csv", "rows") * 5;
        claims.Row("raw_tracker_hr.csv", minutes, 0);
        return claims.Code("sleep-stage", "in-bed", truth.Long("sleep.csv", "rows"));
    }

    public static SampleClaims Samsung(JsonElement truth, SampleClaims claims)
    {
        const string heart = "com.samsung.shealth.tracker.heart_rate";
        const string pressure = "com.samsung.shealth.blood_pressure";
        const string weight = "com.samsung.health.weight";
        const string oxygen = "com.samsung.shealth.tracker.oxygen_saturation";
        const string steps = "com.samsung.shealth.step_daily_trend";
        const string stages = "com.samsung.health.sleep_stage";
        claims.Row($"{heart}/heart_rate", truth.At(heart, "rows"));
        // Minutes behind one hour lie in a file beside the table, which the truth does not count: they last a minute.
        claims.Value("heart-rate", truth.At(heart, "heart_rate"), where: r => Seconds(r) == 0);
        foreach (var (column, part) in new[] { ("systolic", 0), ("diastolic", 1) })
            claims.Column(
                $"{pressure}/{column}",
                truth.At(pressure, column),
                "blood-pressure",
                "mm[Hg]",
                part: part
            );
        claims.Column($"{weight}/weight", truth.At(weight, "weight"), "body-weight", "kg");
        claims.Column($"{oxygen}/spo2", truth.At(oxygen, "spo2"), "spo2", "%");
        claims.Row(
            "com.samsung.health.height/height",
            truth.At("com.samsung.health.height", "rows")
        );
        // Each day stands once for each device and once, as -2, for all of them: that one counts, the others would be twice.
        var empty = truth.Long(steps, "empty_rows");
        claims.Row(steps, empty, empty);
        claims.Row($"{steps}/count", truth.Long(steps, "rows") - empty);
        claims.Values.Add(
            new(
                "steps",
                0,
                new(
                    -1,
                    double.NaN,
                    double.NaN,
                    truth.At(steps, "sum_by_source_type", "-2").GetDouble()
                ),
                null,
                1,
                null,
                null
            )
        );
        claims.Row("com.samsung.shealth.sleep", truth.At("com.samsung.shealth.sleep", "rows"));
        claims.Row(stages, truth.At(stages, "rows"));
        string[] codes = ["awake", "light", "deep", "rem"];
        for (var i = 0; i < codes.Length; i++)
            claims.Code(
                "sleep-stage",
                codes[i],
                seconds: truth.At(stages, "seconds_by_stage", $"{40001 + i}").GetDouble()
            );
        return claims;
    }

    public static SampleClaims Glucose(JsonElement truth, SampleClaims claims)
    {
        if (!truth.TryGetProperty("event_types", out var types))
        {
            var both = Figures.Of(truth.At("historic")).And(Figures.Of(truth.At("scan")));
            // An event of type 6 is a change of the clock and the like.
            return claims
                .Row("Historic Glucose mg/dL", truth.At("historic", "n"))
                .Row("Scan Glucose mg/dL", truth.At("scan", "n"))
                .Row("Rapid-Acting Insulin (units)", truth.At("record_types", "4"))
                .Row("Carbohydrates (grams)", truth.At("record_types", "5"))
                .Row(
                    "Record Type 6",
                    truth.Long("record_types", "6"),
                    truth.Long("record_types", "6")
                )
                .Value("glucose-interstitial", both, "mg/dL")
                .Time(
                    "glucose-interstitial",
                    Paris(truth.At("first").GetString()!, "MM-dd-yyyy hh:mm tt"),
                    Paris(truth.At("last_historic").GetString()!, "MM-dd-yyyy hh:mm tt")
                );
        }
        // The first lines are about the person and the device: no records.
        foreach (var type in types.EnumerateObject())
            if (type.Name is "EGV" or "Alert" or "Calibration" or "Carbs" or "Insulin")
                claims.Row(type.Name, type.Value);
        // Below and above what the sensor measures there are words, no numbers.
        return claims
            .Row("EGV", truth.Long("egv"), truth.Long("low") + truth.Long("high"))
            .Value("glucose-interstitial", truth.At("numeric"), "mg/dL")
            .Time(
                "glucose-interstitial",
                Paris(truth.At("first").GetString()!, null),
                Paris(truth.At("last").GetString()!, null)
            );
    }

    private static double Seconds(JsonElement reading) =>
        reading.GetProperty("seconds").GetDouble();

    /// <summary>Where the person of the samples lives, on a day in winter.</summary>
    private static DateTimeOffset Paris(string text, string? form) =>
        new(
            form is null
                ? DateTime.Parse(text, CultureInfo.InvariantCulture)
                : DateTime.ParseExact(text, form, CultureInfo.InvariantCulture),
            TimeSpan.FromHours(1)
        );
}
