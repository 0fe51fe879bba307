using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.Platform.Data;

/// <summary>One UTC month of one series (person, kind, source), compressed and sealed.</summary>
public sealed class SegmentRow : ISealedRow, IVersioned
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }

    /// <summary>Keyed tag of kind and source, 16 bytes.</summary>
    public byte[] Tag { get; set; } = [];

    /// <summary>Keyed tag of the kind alone, so that all sources of a kind are found without a list of sources.</summary>
    public byte[] KindTag { get; set; } = [];

    /// <summary>Year × 100 + month, UTC.</summary>
    public int Month { get; set; }
    public long Version { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.Segment;
    Guid ISealedRow.SealRow => Id;
    Guid ISealedRow.SealOwner => PersonId;
}

/// <summary>One year of daily summaries of one kind: a sealed cache, rebuilt and never trusted when its inputs differ.</summary>
public sealed class DayTableRow : ISealedRow, IVersioned
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }

    /// <summary>Keyed tag of the kind, 16 bytes.</summary>
    public byte[] Tag { get; set; } = [];
    public int Year { get; set; }
    public bool Stale { get; set; }
    public long Version { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.DayTable;
    Guid ISealedRow.SealRow => Id;
    Guid ISealedRow.SealOwner => PersonId;
}

/// <summary>Anything of a record that is not a plain number. The type is inside the seal; outside stands its keyed tag.</summary>
public sealed class EntryRow : ISealedRow, IVersioned
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }
    public byte[] TypeTag { get; set; } = [];

    /// <summary>Keyed tag of type and month where a list is paged by it.</summary>
    public byte[]? MonthTag { get; set; }

    /// <summary>Keyed tag of type and natural key: unique per person, so that the index decides who wins a race.</summary>
    public byte[]? UniquenessTag { get; set; }
    public long Version { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.Entry;
    Guid ISealedRow.SealRow => Id;
    Guid ISealedRow.SealOwner => PersonId;
}

/// <summary>What somebody was typing when the page went away: sealed, 7 days.</summary>
public sealed class DraftRow : ISealedRow
{
    public Guid Id { get; set; }
    public Guid AccountId { get; set; }
    public Guid PersonId { get; set; }
    public byte[] Tag { get; set; } = [];
    public DateTime UpdatedUtc { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.Draft;
    Guid ISealedRow.SealRow => Id;
    Guid ISealedRow.SealOwner => PersonId;
}

public enum ImportState
{
    Uploading,
    Waiting,
    Running,
    Done,
    Interrupted,
    Refused,
    Undone,
    Cancelled,

    /// <summary>Waits for a person to say what the file does not.</summary>
    Asking,
}

/// <summary>One import of one file for one person. File name, file key, counts and report are inside the seal.</summary>
public sealed class ImportRunRow : ISealedRow, IVersioned
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }
    public Guid AccountId { get; set; }
    public ImportState State { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime? StartedUtc { get; set; }
    public DateTime? FinishedUtc { get; set; }
    public long TotalBytes { get; set; }
    public long ReceivedBytes { get; set; }
    public long ReadBytes { get; set; }
    public long ReadingsSoFar { get; set; }

    /// <summary>Which connected service delivered it, also after that has ended; null for what a person brought.</summary>
    public Guid? ConnectionId { get; set; }
    public DateTime? LeaseUntilUtc { get; set; }
    public Guid? LeaseOwner { get; set; }
    public long Version { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.Import;
    Guid ISealedRow.SealRow => Id;
    Guid ISealedRow.SealOwner => PersonId;
}

/// <summary>An address at which files for one person can be left and nothing can be read. Only the hash of its secret is kept.</summary>
public sealed class UploadLinkRow : ISealedRow
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }

    /// <summary>Who made it: files are imported with this account's rights, as they are then.</summary>
    public Guid AccountId { get; set; }
    public byte[] SecretHash { get; set; } = [];
    public DateTime CreatedUtc { get; set; }
    public DateTime ExpiresUtc { get; set; }
    public DateTime? RevokedUtc { get; set; }
    public DateTime? LastUsedUtc { get; set; }

    /// <summary>The UTC day that <see cref="CountOfDay"/> counts.</summary>
    public DateTime? CountedDay { get; set; }
    public int CountOfDay { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.UploadLink;
    Guid ISealedRow.SealRow => Id;
    Guid ISealedRow.SealOwner => PersonId;
}

/// <summary>A cloud of a device's vendor that delivers to one person, or is being asked to. Which one, and its tokens, are inside the seal.</summary>
public sealed class ConnectionRow : ISealedRow, IVersioned
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }

    /// <summary>Who connected it: what is fetched is imported with this account's rights, as they are then.</summary>
    public Guid AccountId { get; set; }

    /// <summary>While it is asked for, of the state that comes back with the answer; then of the secret in its own notification address.</summary>
    public byte[] SecretHash { get; set; } = [];

    /// <summary>Keyed tag of who one is at the vendor, where one notification address serves all; null until known.</summary>
    public byte[]? SubjectTag { get; set; }
    public DateTime DueUtc { get; set; }
    public DateTime? LeaseUntilUtc { get; set; }
    public Guid? LeaseOwner { get; set; }
    public long Version { get; set; }
    public byte[] Sealed { get; set; } = [];

    SealedTable ISealedRow.SealTable => SealedTable.Connection;
    Guid ISealedRow.SealRow => Id;
    Guid ISealedRow.SealOwner => PersonId;
}
