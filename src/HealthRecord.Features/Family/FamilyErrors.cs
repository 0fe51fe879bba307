using HealthRecord.Domain;

namespace HealthRecord.Features.Family;

/// <summary>Expected refusals about persons, households and sharing. The sentences are in the texts beside.</summary>
internal static class FamilyErrors
{
    /// <summary>Not there, or not the actor's to see: the same answer.</summary>
    public static readonly Error NotFound = new("family.not-found");
    public static readonly Error NotYours = new("family.not-yours");
    public static readonly Error AlreadyThere = new("family.already-there");
    public static readonly Error Changed = new("family.changed");
    public static readonly Error Damaged = new("family.damaged");
    public static readonly Error NameMissing = new("family.name-missing");
    public static readonly Error BornInFuture = new("family.born-future");
    public static readonly Error ZoneTwice = new("family.zone-twice");
    public static readonly Error StorageFull = new("family.storage-full");

    public static Error NameTooLong(int most) => new("family.name-long", most);

    public static Error BornTooLongAgo(int years) => new("family.born-long-ago", years);

    public static Error TooManyZones(int most) => new("family.zones-many", most);

    public static Error UnknownZone(string zone) => new("family.zone-unknown", zone);

    public static Error HouseholdFull(int most) => new("family.household-full", most);
}
