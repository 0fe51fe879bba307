namespace HealthRecord.Features.Prevention;

/// <summary>Marks the texts of the prevention programme.</summary>
public sealed class PreventionTexts;
