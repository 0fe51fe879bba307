using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Family;

/// <summary>The persons that an actor sees, oneself first, and the households the actor lives in.</summary>
public sealed record FamilyView(
    IReadOnlyList<HouseholdView> Households,
    IReadOnlyList<FamilyMember> Persons
);

/// <param name="Name">Empty where nobody gave one.</param>
public sealed record HouseholdView(HouseholdId Household, string Name, long RowVersion);

/// <summary>One person as the actor may see them.</summary>
/// <param name="Name">Null when the row is damaged and cannot be read.</param>
/// <param name="BornOn">Null when unknown, or when the facts are not shared.</param>
/// <param name="Photo">What to ask <see cref="PersonRoute.Photo"/> for; null when there is none or the facts are not shared.</param>
/// <param name="EraseAfterUtc">When the person is to be erased; told to whoever sees them at all.</param>
public sealed record FamilyMember(
    PersonId Person,
    string? Name,
    int Colour,
    DateOnly? BornOn,
    BiologicalSex Sex,
    Guid? Photo,
    bool IsSelf,
    GrantRole Role,
    RecordDomains Readable,
    RecordDomains Writable,
    DateTime? EraseAfterUtc
)
{
    public bool MayGrant => Role is GrantRole.Owner or GrantRole.Guardian;

    internal static FamilyMember Of(
        Actor actor,
        PersonAccess access,
        StoredPerson stored,
        DateTime? eraseAfterUtc
    )
    {
        var seesFacts = access.MayRead(RecordDomains.Facts);
        var payload = stored.Payload;
        return new(
            access.Person,
            payload?.Name,
            payload?.Colour ?? 0,
            seesFacts ? payload?.BornOn : null,
            seesFacts ? payload?.Sex ?? BiologicalSex.Unknown : BiologicalSex.Unknown,
            seesFacts ? payload?.Photo : null,
            actor.OwnPerson == access.Person,
            access.Role,
            access.Readable,
            access.Writable,
            eraseAfterUtc
        );
    }
}
