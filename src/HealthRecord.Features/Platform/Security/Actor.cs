using HealthRecord.Domain;

namespace HealthRecord.Features.Platform.Security;

/// <summary>On whose behalf a use case runs: always passed, never ambient.</summary>
/// <param name="Account">Whose rights apply.</param>
/// <param name="OwnPerson">The person that the account is.</param>
/// <param name="Session">The sign-in behind it, where there is one.</param>
/// <param name="Scope">What a personal access token narrows it to; null for a sign-in and for jobs.</param>
public sealed record Actor(AccountId Account, PersonId OwnPerson, Guid? Session, TokenScope? Scope);

public sealed record TokenScope(Guid Token, RecordDomains Domains, bool MayWrite);
