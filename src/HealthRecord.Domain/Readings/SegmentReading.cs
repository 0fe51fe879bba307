namespace HealthRecord.Domain.Readings;

/// <summary>One reading of a segment as its pages need it.</summary>
/// <param name="AsWritten">Of the newest version, or the replacement made by hand.</param>
/// <param name="Imports">Everybody who carried the key.</param>
/// <param name="Revision">Of the newest mark; 0 when there is none.</param>
/// <param name="By">Who made the newest mark.</param>
public sealed record SegmentReading(
    ReadingKey Key,
    ReadingContent AsWritten,
    ShownReading Shown,
    ImportSet Imports,
    int Revision,
    AccountId? By,
    string? Moment,
    string? Note,
    bool IsEdited,
    bool IsDeleted
);
