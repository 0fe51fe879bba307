using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Samsung;

/// <summary>What the columns of a table are.</summary>
/// <param name="Names">The table has had several over the years.</param>
/// <param name="Values">Each a reading of its own.</param>
/// <param name="Parts">Of a reading already counted: its least and greatest, a height that was typed in once.</param>
/// <param name="Unknown">Numbers that nobody has a kind for.</param>
internal sealed record SamsungTable(
    string[] Names,
    SamsungColumn[] Values,
    string[] Parts,
    string[] Unknown
)
{
    public const string StepTrend = "com.samsung.shealth.step_daily_trend";
    public const string BloodPressure = "com.samsung.shealth.blood_pressure";
    public const string SleepStage = "com.samsung.health.sleep_stage";
    public const string Sleep = "com.samsung.shealth.sleep";
    public const string Exercise = "com.samsung.shealth.exercise";
    public const string HeartRate = "com.samsung.shealth.tracker.heart_rate";

    private static readonly SamsungColumn[] Walked =
    [
        new("count", Measure.Of("steps")),
        new("distance", Measure.Of("distance", "m")),
        new("calorie", Measure.Of("active-energy")),
    ];

    /// <remarks>Units as the producer's documentation gives them; those of blood glucose and of temperature are unconfirmed.</remarks>
    private static readonly SamsungTable[] All =
    [
        new([StepTrend], Walked, [], ["speed"]),
        new(
            ["com.samsung.shealth.tracker.pedometer_step_count", "com.samsung.health.step_count"],
            Walked,
            ["run_step", "walk_step"],
            ["speed"]
        ),
        new(
            [HeartRate, "com.samsung.health.heart_rate"],
            [new("heart_rate", Measure.Of("heart-rate"), ZeroIsNone: true)],
            ["min", "max"],
            []
        ),
        new(
            ["com.samsung.health.weight"],
            [
                new("weight", Measure.Of("body-weight"), ZeroIsNone: true),
                new("body_fat", Measure.Of("body-fat"), ZeroIsNone: true),
                new("body_fat_mass", Measure.Of("fat-mass"), ZeroIsNone: true),
                new("fat_free_mass", Measure.Of("lean-mass"), ZeroIsNone: true),
                new("muscle_mass", Measure.Of("muscle-mass"), ZeroIsNone: true),
                new("basal_metabolic_rate", Measure.Of("basal-metabolic-rate"), ZeroIsNone: true),
                new("total_body_water", Measure.Of("body-water-mass"), ZeroIsNone: true),
            ],
            ["height"],
            ["skeletal_muscle_mass", "skeletal_muscle", "vfa_level"]
        ),
        new(
            ["com.samsung.health.height"],
            [new("height", Measure.Of("height"), ZeroIsNone: true)],
            [],
            []
        ),
        new(
            [
                "com.samsung.shealth.tracker.oxygen_saturation",
                "com.samsung.health.oxygen_saturation",
            ],
            [
                new("spo2", Measure.Of("spo2"), ZeroIsNone: true),
                new("heart_rate", Measure.Of("pulse-oximeter-rate"), ZeroIsNone: true),
            ],
            ["min", "max"],
            []
        ),
        new(
            ["com.samsung.shealth.blood_glucose", "com.samsung.health.blood_glucose"],
            [new("glucose", Measure.Of("glucose", "mmol/L"), ZeroIsNone: true)],
            [],
            []
        ),
        new(
            ["com.samsung.health.body_temperature"],
            [new("temperature", Measure.Of("body-temperature", "Cel"), ZeroIsNone: true)],
            [],
            []
        ),
        new(
            ["com.samsung.health.water_intake"],
            [new("amount", Measure.Of("water-intake", "mL"), ZeroIsNone: true)],
            [],
            []
        ),
        new(["com.samsung.health.floors_climbed"], [new("floor", Measure.Of("floors"))], [], []),
        new(
            ["com.samsung.shealth.stress"],
            [new("score", Measure.Of("stress-score"))],
            ["min", "max"],
            []
        ),
        new([BloodPressure, "com.samsung.health.blood_pressure"], [], [], []),
        new([SleepStage, "com.samsung.shealth.sleep_stage"], [], [], []),
        new([Sleep, "com.samsung.health.sleep"], [], [], []),
        new([Exercise, "com.samsung.health.exercise"], [], [], []),
    ];

    public static SamsungTable? Find(string name) =>
        Array.Find(All, t => t.Names.Contains(name, StringComparer.Ordinal));

    public bool Is(string name) => Names.Contains(name, StringComparer.Ordinal);
}

/// <param name="ZeroIsNone">Zero is how the producer writes that nothing was measured.</param>
internal sealed record SamsungColumn(string Name, Measure Measure, bool ZeroIsNone = false);
