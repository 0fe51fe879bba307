using System.Text;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Apple;

/// <summary>Which of Apple's types become readings of which kind. A new one is a line here.</summary>
internal static class AppleTypes
{
    private const string Quantity = "HKQuantityTypeIdentifier";
    private const string Category = "HKCategoryTypeIdentifier";
    private const string SleepValue = "HKCategoryValueSleepAnalysis";
    private const string FlowValue = "HKCategoryValueMenstrualFlow";

    private static readonly Dictionary<string, string> Numbers = new(StringComparer.Ordinal)
    {
        ["HeartRate"] = "heart-rate",
        ["RestingHeartRate"] = "resting-heart-rate",
        ["WalkingHeartRateAverage"] = "walking-heart-rate",
        ["HeartRateRecoveryOneMinute"] = "heart-rate-recovery-1min",
        ["HeartRateVariabilitySDNN"] = "hrv-sdnn",
        ["OxygenSaturation"] = "spo2",
        ["PeripheralPerfusionIndex"] = "perfusion-index",
        ["RespiratoryRate"] = "respiratory-rate",
        ["PeakExpiratoryFlowRate"] = "peak-flow",
        ["ForcedExpiratoryVolume1"] = "fev1",
        ["ForcedVitalCapacity"] = "fvc",
        ["BodyTemperature"] = "body-temperature",
        ["BasalBodyTemperature"] = "basal-body-temperature",
        ["BloodGlucose"] = "glucose",
        ["InsulinDelivery"] = "insulin-dose",
        ["DietaryCarbohydrates"] = "carbohydrate-intake",
        ["DietaryWater"] = "water-intake",
        ["DietaryEnergyConsumed"] = "energy-intake",
        ["BodyMass"] = "body-weight",
        ["Height"] = "height",
        ["BodyFatPercentage"] = "body-fat",
        ["LeanBodyMass"] = "lean-mass",
        ["WaistCircumference"] = "waist",
        ["StepCount"] = "steps",
        ["DistanceWalkingRunning"] = "distance",
        ["DistanceCycling"] = "distance",
        ["DistanceSwimming"] = "distance",
        ["DistanceWheelchair"] = "distance",
        ["FlightsClimbed"] = "floors",
        ["ActiveEnergyBurned"] = "active-energy",
        ["BasalEnergyBurned"] = "resting-energy",
        ["AppleExerciseTime"] = "active-minutes",
        ["PushCount"] = "wheelchair-pushes",
        ["VO2Max"] = "vo2max",
        ["WalkingSpeed"] = "walking-speed",
        ["AppleWalkingSteadiness"] = "walking-steadiness",
        ["SixMinuteWalkTestDistance"] = "six-minute-walk",
        ["EnvironmentalAudioExposure"] = "audio-exposure",
        ["HeadphoneAudioExposure"] = "audio-exposure",
    };

    private static readonly Dictionary<string, string> SleepStages = new(StringComparer.Ordinal)
    {
        ["InBed"] = "in-bed",
        ["Awake"] = "awake",
        ["AsleepCore"] = "light",
        ["AsleepDeep"] = "deep",
        ["AsleepREM"] = "rem",
        ["Asleep"] = "asleep-unspecified",
        ["AsleepUnspecified"] = "asleep-unspecified",
    };

    private static readonly Dictionary<string, string> Flows = new(StringComparer.Ordinal)
    {
        ["Unspecified"] = "unspecified",
        ["Light"] = "light",
        ["Medium"] = "medium",
        ["Heavy"] = "heavy",
        ["None"] = "none",
    };

    /// <summary>The type of that name; types that nobody here knows get one of their own, so that they can be counted.</summary>
    public static AppleType Of(string name)
    {
        if (Tail(name, Quantity) is { } quantity)
            return QuantityOf(name, quantity);
        return Tail(name, Category) switch
        {
            "SleepAnalysis" => Coded(name, "sleep-stage", SleepValue, SleepStages),
            "MenstrualFlow" => Coded(name, "menstrual-flow", FlowValue, Flows),
            "AppleStandHour" => new(
                name,
                KindCatalogue.Get("stand-hours"),
                AppleValue.Word,
                words:
                [
                    ("HKCategoryValueAppleStandHourStood"u8.ToArray(), 1),
                    ("HKCategoryValueAppleStandHourIdle"u8.ToArray(), 0),
                ]
            ),
            "MindfulSession" => new(name, KindCatalogue.Get("mindful-minutes"), AppleValue.Length),
            "IrregularHeartRhythmEvent" => new(
                name,
                KindCatalogue.Get("irregular-rhythm-flag"),
                AppleValue.Once
            ),
            _ => Unknown(name),
        };
    }

    public static AppleType Unknown(string name) => new(name, null, AppleValue.Unknown);

    private static AppleType QuantityOf(string name, string quantity) =>
        quantity switch
        {
            "BloodPressureSystolic" => Number(name, "systolic", AppleHalf.Systolic),
            "BloodPressureDiastolic" => Number(name, "diastolic", AppleHalf.Diastolic),
            "BodyMassIndex" => Number(name, "bmi", countIsUnit: true),
            "AppleSleepingBreathingDisturbances" => Number(
                name,
                "breathing-disturbance",
                countIsUnit: true
            ),
            "WorkoutEffortScore" or "EstimatedWorkoutEffortScore" => new(
                name,
                null,
                AppleValue.Effort
            ),
            _ when Numbers.TryGetValue(quantity, out var kind) => Number(name, kind),
            _ => Unknown(name),
        };

    private static AppleType Number(
        string name,
        string kind,
        AppleHalf half = AppleHalf.None,
        bool countIsUnit = false
    ) => new(name, KindCatalogue.Get(kind), AppleValue.Number, half, countIsUnit);

    private static AppleType Coded(
        string name,
        string code,
        string prefix,
        Dictionary<string, string> words
    )
    {
        var kind = KindCatalogue.Get(code);
        return new(
            name,
            kind,
            AppleValue.Word,
            words:
            [
                .. words.Select(w =>
                    (Encoding.UTF8.GetBytes(prefix + w.Key), IndexOf(kind.Codes, w.Value))
                ),
            ]
        );
    }

    private static int IndexOf(IReadOnlyList<string> codes, string code)
    {
        for (var i = 0; i < codes.Count; i++)
        {
            if (string.Equals(codes[i], code, StringComparison.Ordinal))
                return i;
        }
        throw new InvalidOperationException($"The catalogue has no code {code}.");
    }

    private static string? Tail(string name, string prefix) =>
        name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;
}
