using HealthRecord.Domain;
using HealthRecord.Domain.Access;

namespace HealthRecord.Features.Family.Sharing;

/// <summary>Who sees what of whom, as far as the actor may know it.</summary>
/// <param name="Adults">Everybody who has a column: adults of the actor's households, and whoever holds a grant shown here.</param>
public sealed record SharingView(
    IReadOnlyList<SharedPerson> Persons,
    IReadOnlyList<Adult> Adults,
    IReadOnlyList<HouseholdView> Households
);

/// <param name="KnowsAll">Whether every grant on the person is here, or only the actor's own.</param>
/// <param name="Grantable">What the actor could give a reader of.</param>
/// <param name="GrantableToWrite">What the actor could give a carer of.</param>
public sealed record SharedPerson(
    PersonId Person,
    string? Name,
    int Colour,
    Guid? Photo,
    bool IsSelf,
    bool HasAccount,
    bool KnowsAll,
    RecordDomains Grantable,
    RecordDomains GrantableToWrite,
    IReadOnlyList<GrantView> Grants,
    DateTime? EraseAfterUtc
);

/// <summary>An account, by the name of its own person: adults of a household know each other's names, and nothing else.</summary>
public sealed record Adult(
    AccountId Account,
    PersonId OwnPerson,
    string? Name,
    int Colour,
    bool IsMe
);

/// <param name="IsOwn">The person's own account on its own record: it cannot be taken away.</param>
/// <param name="Begun">False when it begins later.</param>
public sealed record GrantView(
    Guid Id,
    AccountId Account,
    GrantRole Role,
    RecordDomains Domains,
    DateTime FromUtc,
    DateTime? UntilUtc,
    bool IsOwn,
    bool Begun,
    bool MayChange,
    bool MayEnd
);
