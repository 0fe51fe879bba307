namespace HealthRecord.Features.Readings;

/// <summary>Marks the texts of readings. A refusal has its sentence under its own key.</summary>
public sealed class ReadingsTexts;
