namespace HealthRecord.Features.Platform.Sealing;

public enum KeyPurpose : byte
{
    Data = 1,
    Tag = 2,

    /// <summary>Protects the cookie ring; belongs to no person.</summary>
    Ring = 3,
}

public enum KeyState
{
    /// <summary>Made, and its owner's row not committed yet.</summary>
    New,
    Current,

    /// <summary>Opens old rows, seals nothing.</summary>
    Readable,

    /// <summary>Readable still, but a save that comes with it is refused: it is about to be destroyed after a leak.</summary>
    Closing,
    Destroyed,
}

/// <summary>A key of a person or household, wrapped by a key-encryption key.</summary>
public sealed class WrappedKeyRow
{
    public Guid OwnerId { get; set; }
    public KeyPurpose Purpose { get; set; }
    public int Version { get; set; }
    public string KekId { get; set; } = "";
    public byte[] Wrapped { get; set; } = [];
    public KeyState State { get; set; }
    public DateTime CreatedUtc { get; set; }

    /// <summary>When the last row left a readable version; it stays readable 35 days more.</summary>
    public DateTime? EmptySinceUtc { get; set; }
}

/// <summary>A person who was erased: replayed by every restore. Nothing else is written down.</summary>
public sealed class ErasureRow
{
    public Guid OwnerId { get; set; }
    public DateTime ErasedUtc { get; set; }
}

/// <summary>One fact about the key store itself: a restore, a verified copy, a place where a mirror lies.</summary>
public sealed class KeyStoreNote
{
    public const string Restored = "restored";
    public const string CopyVerified = "copy-verified";

    /// <summary>The folder with the key half of a backup: written anew when a key is destroyed.</summary>
    public const string BackupAt = "backup-at";

    /// <summary>One of those folders that was out of reach when a key was destroyed: it still holds it.</summary>
    public const string CopyBehind = "copy-behind";

    /// <summary>The folder with the record half of a backup.</summary>
    public const string RecordBackupAt = "record-backup-at";

    /// <summary>The key-encryption key named in the value wraps nothing any more since then.</summary>
    public const string KekEmpty = "kek-empty";

    public Guid Id { get; set; }
    public string Name { get; set; } = "";
    public string Value { get; set; } = "";
    public DateTime AtUtc { get; set; }
}
