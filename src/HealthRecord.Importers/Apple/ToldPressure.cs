using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Apple;

/// <summary>The numbers inside one correlation.</summary>
internal sealed class ToldPressure
{
    public AppleRecord? Systolic { get; set; }
    public AppleRecord? Diastolic { get; set; }

    /// <summary>Stands among the heart rates too, as a reading of its own.</summary>
    public WrittenNumber? Pulse { get; set; }
}
