using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.Platform.Data;

/// <summary>Who lives, eats and pays together. Its name is sealed under a key of its own.</summary>
public sealed class Household : ISealedRow, IVersioned
{
    public Guid Id { get; set; }
    public DateTime CreatedUtc { get; set; }
    public long Version { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.Household;
    Guid ISealedRow.SealRow => Id;
    Guid ISealedRow.SealOwner => Id;
}

/// <summary>A person in a household; a child of separated parents is in two.</summary>
public sealed class HouseholdMembership
{
    public Guid HouseholdId { get; set; }
    public Guid PersonId { get; set; }
    public DateTime SinceUtc { get; set; }
}

/// <summary>A member of a family. Name, birth date, sex, zones and preferences are inside the seal.</summary>
public sealed class Person : ISealedRow, IVersioned
{
    public Guid Id { get; set; }
    public DateTime CreatedUtc { get; set; }

    /// <summary>When the person is erased, if a guardian asked for it and nobody thinks again. A due time, no health fact.</summary>
    public DateTime? EraseAfterUtc { get; set; }
    public long Version { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.Person;
    Guid ISealedRow.SealRow => Id;
    Guid ISealedRow.SealOwner => Id;
}

/// <summary>What an account may do to a person: role, domains and time. The row of the person's own account is a grant too.</summary>
public sealed class Grant
{
    public Guid Id { get; set; }
    public Guid AccountId { get; set; }
    public Guid PersonId { get; set; }
    public GrantRole Role { get; set; }
    public RecordDomains Domains { get; set; }
    public DateTime FromUtc { get; set; }
    public DateTime? UntilUtc { get; set; }
    public DateTime? RevokedUtc { get; set; }
    public Guid GrantedByAccountId { get; set; }
}

/// <summary>An adult asked to join. The address is sealed under the inviter's own person.</summary>
public sealed class Invitation : ISealedRow
{
    public Guid Id { get; set; }
    public Guid HouseholdId { get; set; }
    public Guid InviterAccountId { get; set; }
    public Guid InviterPersonId { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime? SentUtc { get; set; }
    public DateTime? AcceptedUtc { get; set; }
    public DateTime? WithdrawnUtc { get; set; }
    public Guid? AcceptedByAccountId { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.Invitation;
    Guid ISealedRow.SealRow => Id;
    Guid ISealedRow.SealOwner => InviterPersonId;
}
