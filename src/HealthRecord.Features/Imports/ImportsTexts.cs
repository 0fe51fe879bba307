namespace HealthRecord.Features.Imports;

/// <summary>Marks the texts of imports. Refusals, warnings and reasons have their sentence under their own key.</summary>
public sealed class ImportsTexts;
