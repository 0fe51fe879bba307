namespace HealthRecord.Features.Imports;

/// <summary>Marks the texts of the page of imports; what an import says of a file is in the texts of the feature.</summary>
public sealed class ImportPageTexts;
