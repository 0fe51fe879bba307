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

    public bool HoldsAt(DateTime now) => Holds(CreatedUtc, LastSeenUtc, Stays, now);

    public static bool Holds(DateTime created, DateTime seen, bool stays, DateTime now) =>
        now < created + (stays ? SessionDefaults.StayingAbsolute : SessionDefaults.Absolute)
        && now < seen + (stays ? SessionDefaults.StayingIdle : SessionDefaults.Idle);
}
