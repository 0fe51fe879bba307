using HealthRecord.Domain;

namespace HealthRecord.Features.Growth;

/// <summary>Expected refusals of growth. The sentences are in the texts beside.</summary>
internal static class GrowthErrors
{
    /// <summary>Not there, or not the actor's to see: the same answer.</summary>
    public static readonly Error NotFound = new("growth.not-found");
    public static readonly Error NotYours = new("growth.not-yours");
    public static readonly Error BirthMissing = new("growth.birth-missing");
    public static readonly Error ExpectedOdd = new("growth.expected-odd");
    public static readonly Error Changed = new("growth.changed");
    public static readonly Error Damaged = new("growth.damaged");
    public static readonly Error StorageFull = new("growth.storage-full");
}
