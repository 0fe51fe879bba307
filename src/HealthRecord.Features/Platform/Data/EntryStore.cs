using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Sealing;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Platform.Data;

/// <summary>Adds, opens and changes sealed entries. No rights are asked here: use cases do, with <see cref="EntryType{T}.Domain"/>.</summary>
/// <remarks>Nothing is saved here: the caller ends with <see cref="HealthDb.TrySaveAsync"/>, where index and row version decide.</remarks>
internal sealed class EntryStore(PersonKeys keys)
{
    /// <summary>Nobody who lives has anything older.</summary>
    private const int FirstMonth = 1900_01;

    /// <param name="key">A natural key: a second entry of this type with the same key makes the save answer false.</param>
    /// <param name="month">Year × 100 + month where the list is paged by it.</param>
    public async Task<EntryId> AddAsync<T>(
        HealthDb db,
        PersonId person,
        EntryType<T> type,
        T payload,
        CancellationToken ct,
        string? key = null,
        int? month = null
    )
        where T : class
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var row = EntryCell.NewRow(secrets, type, payload, key, month);
        db.Entries.Add(row);
        return new(row.Id);
    }

    public async Task<StoredEntries<T>> ReadAsync<T>(
        HealthDb db,
        PersonId person,
        EntryType<T> type,
        CancellationToken ct
    )
        where T : class
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var tag = EntryCell.TypeTag(secrets, type.Code);
        var rows = await db
            .Entries.AsNoTracking()
            .Where(e => e.PersonId == person.Value && e.TypeTag == tag)
            .ToListAsync(ct);
        return Open(secrets, rows, type);
    }

    /// <summary>Entries of several types in one question, for what asks for all of them each time.</summary>
    public async Task<SeveralEntries> SeveralAsync(
        HealthDb db,
        PersonId person,
        IEnumerable<string> types,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var tags = types.Select(t => EntryCell.TypeTag(secrets, t)).ToList();
        var rows = await db
            .Entries.AsNoTracking()
            .Where(e => e.PersonId == person.Value && tags.Contains(e.TypeTag))
            .ToListAsync(ct);
        return new(secrets, rows);
    }

    /// <param name="month">Year × 100 + month.</param>
    public async Task<StoredEntries<T>> ReadMonthAsync<T>(
        HealthDb db,
        PersonId person,
        EntryType<T> type,
        int month,
        CancellationToken ct
    )
        where T : class
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var tag = EntryCell.MonthTag(secrets, type.Code, month);
        var rows = await db
            .Entries.AsNoTracking()
            .Where(e => e.PersonId == person.Value && e.MonthTag == tag)
            .ToListAsync(ct);
        return Open(secrets, rows, type);
    }

    /// <summary>The entries of several months in one question.</summary>
    /// <param name="months">Year × 100 + month each.</param>
    public async Task<StoredEntries<T>> ReadMonthsAsync<T>(
        HealthDb db,
        PersonId person,
        EntryType<T> type,
        IReadOnlyCollection<int> months,
        CancellationToken ct
    )
        where T : class
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var tags = months.Select(month => EntryCell.MonthTag(secrets, type.Code, month)).ToList();
        var rows = await db
            .Entries.AsNoTracking()
            .Where(e =>
                e.PersonId == person.Value && e.MonthTag != null && tags.Contains(e.MonthTag)
            )
            .ToListAsync(ct);
        return Open(secrets, rows, type);
    }

    /// <summary>The newest month before one in which there is an entry of this type; null when there is none.</summary>
    /// <remarks>Rows tell their months by tags alone: those that there are is asked once, and months are tried from the newest back.</remarks>
    public async Task<int?> MonthBeforeAsync<T>(
        HealthDb db,
        PersonId person,
        EntryType<T> type,
        int month,
        CancellationToken ct
    )
        where T : class
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var tag = EntryCell.TypeTag(secrets, type.Code);
        var there = await db
            .Entries.Where(e =>
                e.PersonId == person.Value && e.TypeTag == tag && e.MonthTag != null
            )
            .Select(e => e.MonthTag!)
            .Distinct()
            .ToListAsync(ct);
        var tags = there.Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
        for (var at = UtcMonth.Previous(month); tags.Count > 0 && at >= FirstMonth; )
        {
            if (tags.Contains(Convert.ToHexString(EntryCell.MonthTag(secrets, type.Code, at))))
                return at;
            at = UtcMonth.Previous(at);
        }
        return null;
    }

    /// <summary>The entry with this natural key, or null.</summary>
    /// <exception cref="RecordDamagedException">It is there and cannot be opened.</exception>
    public async Task<StoredEntry<T>?> FindAsync<T>(
        HealthDb db,
        PersonId person,
        EntryType<T> type,
        string key,
        CancellationToken ct
    )
        where T : class
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var tag = EntryCell.UniquenessTag(secrets, type.Code, key);
        var row = await db
            .Entries.AsNoTracking()
            .SingleOrDefaultAsync(e => e.PersonId == person.Value && e.UniquenessTag == tag, ct);
        return row is null ? null : EntryCell.Open(secrets, row, type);
    }

    /// <summary>Null when the person has no such entry of this type.</summary>
    /// <exception cref="RecordDamagedException">It is there and cannot be opened.</exception>
    public async Task<StoredEntry<T>?> FindAsync<T>(
        HealthDb db,
        PersonId person,
        EntryType<T> type,
        EntryId id,
        CancellationToken ct
    )
        where T : class
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var tag = EntryCell.TypeTag(secrets, type.Code);
        var row = await db
            .Entries.AsNoTracking()
            .SingleOrDefaultAsync(
                e => e.Id == id.Value && e.PersonId == person.Value && e.TypeTag == tag,
                ct
            );
        return row is null ? null : EntryCell.Open(secrets, row, type);
    }

    /// <summary>Seals <paramref name="changed"/> over the row it was read from; the save answers false if somebody was first.</summary>
    /// <returns>False when the row is gone.</returns>
    public async Task<bool> UpdateAsync<T>(
        HealthDb db,
        EntryType<T> type,
        StoredEntry<T> changed,
        CancellationToken ct
    )
        where T : class
    {
        var secrets = await keys.GetAsync(changed.Person.Value, ct);
        if (await RowAsync(db, secrets, type, changed, ct) is not { } row)
            return false;
        EntryCell.Seal(secrets, row, type, changed.Payload, changed.Key, changed.Month);
        return true;
    }

    /// <returns>False when the row is gone already.</returns>
    public async Task<bool> RemoveAsync<T>(
        HealthDb db,
        EntryType<T> type,
        StoredEntry<T> seen,
        CancellationToken ct
    )
        where T : class
    {
        var secrets = await keys.GetAsync(seen.Person.Value, ct);
        if (await RowAsync(db, secrets, type, seen, ct) is not { } row)
            return false;
        db.Entries.Remove(row);
        return true;
    }

    private static async Task<EntryRow?> RowAsync<T>(
        HealthDb db,
        PersonSecrets secrets,
        EntryType<T> type,
        StoredEntry<T> seen,
        CancellationToken ct
    )
        where T : class
    {
        var tag = EntryCell.TypeTag(secrets, type.Code);
        var row = await db
            .Entries.AsTracking()
            .SingleOrDefaultAsync(
                e => e.Id == seen.Id.Value && e.PersonId == secrets.Owner && e.TypeTag == tag,
                ct
            );
        if (row is not null)
        {
            // The version that the editor saw decides, not the one read just now.
            var version = db.Entry(row).Property(r => r.Version);
            version.OriginalValue = seen.RowVersion;
            version.CurrentValue = seen.RowVersion + 1;
        }
        return row;
    }

    internal static StoredEntries<T> Open<T>(
        PersonSecrets secrets,
        IReadOnlyList<EntryRow> rows,
        EntryType<T> type
    )
        where T : class
    {
        var entries = new List<StoredEntry<T>>(rows.Count);
        var unreadable = new List<EntryId>();
        foreach (var row in rows.OrderBy(r => r.Id))
        {
            try
            {
                entries.Add(EntryCell.Open(secrets, row, type));
            }
            catch (RecordDamagedException)
            {
                unreadable.Add(new(row.Id));
            }
        }
        return new(entries, unreadable);
    }
}
