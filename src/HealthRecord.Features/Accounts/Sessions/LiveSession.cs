using HealthRecord.Domain;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Accounts.Sessions;

/// <summary>A sign-in that holds, as its row says.</summary>
internal sealed record LiveSession(
    Guid Id,
    AccountId Account,
    PersonId OwnPerson,
    string Language,
    DateTime CreatedUtc,
    DateTime LastSeenUtc,
    bool Stays
)
{
    public Actor Actor => new(Account, OwnPerson, Id, Scope: null);

    public bool HoldsAt(DateTime now) =>
        now < CreatedUtc + (Stays ? SessionDefaults.StayingAbsolute : SessionDefaults.Absolute)
        && now < LastSeenUtc + (Stays ? SessionDefaults.StayingIdle : SessionDefaults.Idle);

    public bool IsFreshAt(DateTime now) => now < CreatedUtc + SessionDefaults.Fresh;
}
