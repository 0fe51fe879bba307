namespace HealthRecord.Features.Medication;

/// <summary>Marks the texts of medicines and doses.</summary>
public sealed class MedicationTexts;
