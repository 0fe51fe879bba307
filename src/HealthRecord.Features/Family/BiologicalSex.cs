namespace HealthRecord.Features.Family;

/// <summary>What reference bands and growth curves are chosen by; it says nothing else about a person.</summary>
public enum BiologicalSex
{
    Unknown,
    Female,
    Male,
}
