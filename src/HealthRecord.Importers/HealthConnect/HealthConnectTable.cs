using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.HealthConnect;

/// <summary>A table whose rows hold one number each.</summary>
/// <param name="Column">Where the number stands; null where the length of the interval is meant, in minutes.</param>
/// <param name="Factor">From the unit of the table to that of the measure: <c>Factor × 10^Shift</c>.</param>
/// <param name="OwnOrigin">The table holds several numbers a row, each counted by itself.</param>
internal sealed record HealthConnectTable(
    string Name,
    string? Column,
    Measure Measure,
    long Factor = 1,
    int Shift = 0,
    bool OwnOrigin = false
)
{
    /// <summary>1 W = 86,400 / 4,184 kcal a day.</summary>
    private const long KcalADayPerWatt = 20_650_095_602;

    public string Origin => OwnOrigin ? $"{Name}/{Column}" : Name;

    /// <remarks>
    /// Names and units of Android's own storage (packages/modules/HealthFitness): masses in grams, energy in small calories,
    /// power in watts, volumes in litres, lengths in metres.
    /// </remarks>
    public static IReadOnlyList<HealthConnectTable> All { get; } =
    [
        new("weight_record_table", "weight", Measure.Of("body-weight", "g")),
        new("height_record_table", "height", Measure.Of("height", "m")),
        new("body_fat_record_table", "percentage", Measure.Of("body-fat")),
        new("lean_body_mass_record_table", "mass", Measure.Of("lean-mass"), Shift: -3),
        new("bone_mass_record_table", "mass", Measure.Of("bone-mass"), Shift: -3),
        new(
            "body_water_mass_record_table",
            "body_water_mass",
            Measure.Of("body-water-mass"),
            Shift: -3
        ),
        new(
            "basal_metabolic_rate_record_table",
            "basal_metabolic_rate",
            Measure.Of("basal-metabolic-rate"),
            KcalADayPerWatt,
            -9
        ),
        new("oxygen_saturation_record_table", "percentage", Measure.Of("spo2")),
        new("respiratory_rate_record_table", "rate", Measure.Of("respiratory-rate")),
        new(
            "resting_heart_rate_record_table",
            "beats_per_minute",
            Measure.Of("resting-heart-rate")
        ),
        new(
            "heart_rate_variability_rmssd_record_table",
            "heart_rate_variability_millis",
            Measure.Of("hrv-rmssd")
        ),
        new("body_temperature_record_table", "temperature", Measure.Of("body-temperature")),
        new(
            "basal_body_temperature_record_table",
            "temperature",
            Measure.Of("basal-body-temperature")
        ),
        new("vo2_max_record_table", "vo2_milliliters_per_minute_kilogram", Measure.Of("vo2max")),
        new("steps_record_table", "count", Measure.Of("steps")),
        new("distance_record_table", "distance", Measure.Of("distance")),
        new("floors_climbed_record_table", "floors", Measure.Of("floors")),
        new("wheelchair_pushes_record_table", "count", Measure.Of("wheelchair-pushes")),
        new(
            "active_calories_burned_record_table",
            "energy",
            Measure.Of("active-energy"),
            Shift: -3
        ),
        new("hydration_record_table", "volume", Measure.Of("water-intake", "L")),
        new("mindfulness_session_record_table", null, Measure.Of("mindful-minutes")),
        new(
            "nutrition_record_table",
            "energy",
            Measure.Of("energy-intake"),
            Shift: -3,
            OwnOrigin: true
        ),
        new(
            "nutrition_record_table",
            "total_carbohydrate",
            Measure.Of("carbohydrate-intake"),
            OwnOrigin: true
        ),
    ];
}
