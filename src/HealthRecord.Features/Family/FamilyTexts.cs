namespace HealthRecord.Features.Family;

/// <summary>Marks the texts of persons, households, sharing and invitations.</summary>
public sealed class FamilyTexts;
