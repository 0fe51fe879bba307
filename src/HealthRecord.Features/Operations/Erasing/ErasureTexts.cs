namespace HealthRecord.Features.Operations.Erasing;

/// <summary>Marks the texts of erasures.</summary>
public sealed class ErasureTexts;
