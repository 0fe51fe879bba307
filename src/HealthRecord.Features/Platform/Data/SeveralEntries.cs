using HealthRecord.Features.Platform.Sealing;

namespace HealthRecord.Features.Platform.Data;

/// <summary>Rows of several types of one person, opened type by type.</summary>
internal sealed class SeveralEntries(PersonSecrets secrets, IReadOnlyList<EntryRow> rows)
{
    public StoredEntries<T> Of<T>(EntryType<T> type)
        where T : class
    {
        if (rows.Count == 0)
            return new([], []);
        var tag = EntryCell.TypeTag(secrets, type.Code);
        return EntryStore.Open(
            secrets,
            [.. rows.Where(r => r.TypeTag.AsSpan().SequenceEqual(tag))],
            type
        );
    }
}
