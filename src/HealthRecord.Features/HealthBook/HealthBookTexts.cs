namespace HealthRecord.Features.HealthBook;

/// <summary>Marks the texts of the health book.</summary>
public sealed class HealthBookTexts;
