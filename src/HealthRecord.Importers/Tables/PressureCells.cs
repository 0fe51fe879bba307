namespace HealthRecord.Importers.Tables;

/// <summary>The cells of one measurement of blood pressure, each with the name under which it counts.</summary>
internal readonly record struct PressureCells(
    (string Origin, string Cell) Systolic,
    (string Origin, string Cell) Diastolic,
    (string Origin, string Cell) Mean,
    (string Origin, string Cell) Pulse
)
{
    public IEnumerable<(string Origin, string Cell)> All => [Systolic, Diastolic, Mean, Pulse];
}
