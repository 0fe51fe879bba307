namespace HealthRecord.Features.Public;

/// <summary>Marks the texts of the pages that anybody may read.</summary>
public sealed class PublicTexts;
