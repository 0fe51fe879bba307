using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fit;

/// <summary>What a field is worth as no reading.</summary>
[Flags]
internal enum FitSentinels
{
    None = 0,
    Zero = 1,
    Negative = 1 << 1,
}

/// <summary>A field of a message that is a plain number: its kind, and how its raw value is written in the kind's unit.</summary>
/// <param name="Measure">Null where the catalogue has no kind, or where the number sums up others of the file.</param>
/// <param name="Factor">With <paramref name="Shift"/>: raw × factor × 10^shift.</param>
/// <param name="TimeField">Where the time stands.</param>
internal sealed record FitMeasure(
    ushort Message,
    byte Field,
    string Origin,
    Measure? Measure,
    long Factor = 1,
    int Shift = 0,
    FitSentinels Sentinels = FitSentinels.None,
    byte TimeField = FitReader.TimestampField,
    bool SumsUp = false
)
{
    /// <summary>Weighed or measured on purpose, by somebody whom the device may know by a number.</summary>
    public bool IsPersonal => Message == 30;
}
