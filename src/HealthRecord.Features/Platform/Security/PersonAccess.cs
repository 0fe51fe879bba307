using HealthRecord.Domain;
using HealthRecord.Domain.Access;

namespace HealthRecord.Features.Platform.Security;

/// <summary>What an actor may do to one person at this moment.</summary>
/// <param name="Role">The strongest role among the grants that hold now.</param>
public sealed record PersonAccess(
    PersonId Person,
    GrantRole Role,
    RecordDomains Readable,
    RecordDomains Writable
)
{
    public bool MayRead(RecordDomains domains) =>
        domains != RecordDomains.None && (Readable & domains) == domains;

    public bool MayWrite(RecordDomains domains) =>
        domains != RecordDomains.None && (Writable & domains) == domains;
}
