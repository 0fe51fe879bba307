using HealthRecord.Domain;
using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.Platform.Data;

/// <summary>A sign-in on one device. The cookie holds a random secret; here lies its hash, and this row is the truth.</summary>
public sealed class AccountSession
{
    public Guid Id { get; set; }
    public Guid AccountId { get; set; }
    public byte[] SecretHash { get; set; } = [];
    public DateTime CreatedUtc { get; set; }
    public DateTime LastSeenUtc { get; set; }
    public DateTime? EndedUtc { get; set; }
    public bool StaysSignedIn { get; set; }

    /// <summary>Browser and system in a few neutral words, as in <c>Chrome, Android</c>.</summary>
    public string Device { get; set; } = "";
}

public enum MailTokenPurpose
{
    ConfirmEmail,
    ResetPassword,
    ChangeEmail,
    EndSessions,
    Invitation,
}

/// <summary>A secret sent by mail: 256 bits, hashed here, used once.</summary>
public sealed class MailToken
{
    public Guid Id { get; set; }
    public Guid? AccountId { get; set; }
    public Guid? InvitationId { get; set; }
    public MailTokenPurpose Purpose { get; set; }
    public byte[] SecretHash { get; set; } = [];
    public DateTime ExpiresUtc { get; set; }
    public DateTime? UsedUtc { get; set; }
}

/// <summary>A personal access token (<c>hrp_…</c>): only its hash is kept. Its name is sealed under the account's own person.</summary>
public sealed class ApiToken : ISealedRow
{
    public Guid Id { get; set; }
    public Guid AccountId { get; set; }
    public Guid OwnPersonId { get; set; }
    public byte[] SecretHash { get; set; } = [];
    public RecordDomains Domains { get; set; }
    public bool MayWrite { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime ExpiresUtc { get; set; }
    public DateTime? LastUsedUtc { get; set; }
    public DateTime? RevokedUtc { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.Token;
    Guid ISealedRow.SealRow => Id;
    Guid ISealedRow.SealOwner => OwnPersonId;
}

/// <summary>The answer to an operation id, kept 48 h so that a repeat gets the same one.</summary>
public sealed class Operation : ISealedRow
{
    public Guid AccountId { get; set; }

    /// <summary>SHA-256 of use case and operation id, cut to 16 bytes.</summary>
    public byte[] Key { get; set; } = [];
    public Guid PersonId { get; set; }
    public Guid RowId { get; set; }
    public DateTime CreatedUtc { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.Operation;
    Guid ISealedRow.SealRow => new(Key, bigEndian: true);
    Guid ISealedRow.SealOwner => PersonId;
}
