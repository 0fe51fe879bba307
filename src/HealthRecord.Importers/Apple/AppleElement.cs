using System.Runtime.CompilerServices;

namespace HealthRecord.Importers.Apple;

/// <summary>The elements of an export that something is done with.</summary>
internal enum AppleElement : byte
{
    Other,
    HealthData,
    Me,
    Record,
    Correlation,
    Workout,
    WorkoutStatistics,
    WorkoutEvent,
    MetadataEntry,
    ActivitySummary,
    ClinicalRecord,
    Audiogram,
    VisionPrescription,

    /// <summary>Inside the route of a workout: where the file lies.</summary>
    FileReference,
}

internal static class AppleElements
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static AppleElement Of(ReadOnlySpan<byte> name) =>
        name.Length switch
        {
            2 when name.SequenceEqual("Me"u8) => AppleElement.Me,
            6 when name.SequenceEqual("Record"u8) => AppleElement.Record,
            7 when name.SequenceEqual("Workout"u8) => AppleElement.Workout,
            9 when name.SequenceEqual("Audiogram"u8) => AppleElement.Audiogram,
            10 when name.SequenceEqual("HealthData"u8) => AppleElement.HealthData,
            11 when name.SequenceEqual("Correlation"u8) => AppleElement.Correlation,
            12 when name.SequenceEqual("WorkoutEvent"u8) => AppleElement.WorkoutEvent,
            13 when name.SequenceEqual("MetadataEntry"u8) => AppleElement.MetadataEntry,
            13 when name.SequenceEqual("FileReference"u8) => AppleElement.FileReference,
            14 when name.SequenceEqual("ClinicalRecord"u8) => AppleElement.ClinicalRecord,
            15 when name.SequenceEqual("ActivitySummary"u8) => AppleElement.ActivitySummary,
            17 when name.SequenceEqual("WorkoutStatistics"u8) => AppleElement.WorkoutStatistics,
            18 when name.SequenceEqual("VisionPrescription"u8) => AppleElement.VisionPrescription,
            _ => AppleElement.Other,
        };

    /// <summary>Those that stand directly under the root: one that begins ends whatever was left open before it.</summary>
    public static bool IsTop(AppleElement element) =>
        element
            is AppleElement.Correlation
                or AppleElement.Workout
                or AppleElement.ActivitySummary
                or AppleElement.ClinicalRecord
                or AppleElement.Audiogram
                or AppleElement.VisionPrescription;
}
