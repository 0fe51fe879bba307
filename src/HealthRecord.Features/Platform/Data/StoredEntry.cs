using HealthRecord.Domain;

namespace HealthRecord.Features.Platform.Data;

/// <summary>An opened entry and the row version it was read at: what an edit must carry.</summary>
/// <param name="Key">The natural key that is unique for person and type, or null where there may be many.</param>
/// <param name="Month">Year × 100 + month by which a list is paged, or null.</param>
internal sealed record StoredEntry<T>(
    EntryId Id,
    PersonId Person,
    long RowVersion,
    T Payload,
    string? Key,
    int? Month
)
    where T : class;

/// <param name="Unreadable">Rows whose seal is damaged: shown as such, the others stay.</param>
internal sealed record StoredEntries<T>(
    IReadOnlyList<StoredEntry<T>> Entries,
    IReadOnlyList<EntryId> Unreadable
)
    where T : class;
