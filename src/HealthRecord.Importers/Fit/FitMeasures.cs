using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fit;

/// <summary>The plain numbers of FIT, by message. A new one is a line here.</summary>
/// <remarks>Numbers and scales as in the public profile. A scale of 128 is exact: 1/128 = 78125 × 10^-7.</remarks>
internal static class FitMeasures
{
    public static readonly ILookup<ushort, FitMeasure> ByMessage = new FitMeasure[]
    {
        new(30, 0, "weight_scale/weight", Measure.Of("body-weight", "kg"), 1, -2),
        new(30, 1, "weight_scale/percent_fat", Measure.Of("body-fat", "%"), 1, -2),
        new(30, 2, "weight_scale/percent_hydration", Measure.Of("body-water", "%"), 1, -2),
        new(30, 3, "weight_scale/visceral_fat_mass", null),
        new(30, 4, "weight_scale/bone_mass", Measure.Of("bone-mass", "kg"), 1, -2),
        new(30, 5, "weight_scale/muscle_mass", Measure.Of("muscle-mass", "kg"), 1, -2),
        new(30, 7, "weight_scale/basal_met", Measure.Of("basal-metabolic-rate"), 25, -2),
        new(30, 8, "weight_scale/physique_rating", null),
        new(30, 9, "weight_scale/active_met", null),
        new(30, 10, "weight_scale/metabolic_age", Measure.Of("metabolic-age")),
        new(30, 11, "weight_scale/visceral_fat_rating", Measure.Of("visceral-fat-rating")),
        new(30, 13, "weight_scale/bmi", Measure.Of("bmi"), 1, -1),
        new(211, 0, "monitoring_hr_data/resting_heart_rate", null, SumsUp: true),
        new(
            211,
            1,
            "monitoring_hr_data/current_day_resting_heart_rate",
            Measure.Of("resting-heart-rate"),
            Sentinels: FitSentinels.Zero
        ),
        new(
            227,
            0,
            "stress_level",
            Measure.Of("stress-score"),
            Sentinels: FitSentinels.Negative,
            TimeField: 1
        ),
        new(229, 2, "max_met_data/vo2_max", Measure.Of("vo2max"), 1, -1, TimeField: 0),
        new(269, 0, "spo2_data", Measure.Of("spo2"), Sentinels: FitSentinels.Zero),
        new(
            297,
            0,
            "respiration_rate",
            Measure.Of("respiratory-rate"),
            1,
            -2,
            FitSentinels.Zero | FitSentinels.Negative
        ),
        new(370, 0, "hrv_status_summary/weekly_average", null, SumsUp: true),
        new(370, 1, "hrv_status_summary/last_night_average", null, SumsUp: true),
        new(370, 2, "hrv_status_summary/last_night_5_min_high", null, SumsUp: true),
        new(371, 0, "hrv_value", Measure.Of("hrv-rmssd"), 78_125, -7, FitSentinels.Zero),
        new(
            398,
            1,
            "skin_temp_overnight/average_deviation",
            Measure.Of("skin-temperature-deviation")
        ),
    }.ToLookup(m => m.Message);
}
