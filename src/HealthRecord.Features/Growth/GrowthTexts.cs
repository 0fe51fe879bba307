namespace HealthRecord.Features.Growth;

/// <summary>Marks the texts of growth.</summary>
public sealed class GrowthTexts;
