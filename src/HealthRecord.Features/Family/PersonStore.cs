using System.Security.Cryptography;
using System.Text.Json;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family;

/// <summary>Opens and seals the rows of persons and households. No rights are asked here: use cases do.</summary>
internal sealed class PersonStore(PersonKeys keys)
{
    /// <summary>Null when there is no such person, or an erasure is under way.</summary>
    /// <exception cref="RecordDamagedException">The row is there and does not open.</exception>
    public async Task<StoredPerson?> FindAsync(HealthDb db, PersonId person, CancellationToken ct)
    {
        var row = await db
            .Persons.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == person.Value, ct);
        return row is null ? null : await OpenAsync(row, ct);
    }

    /// <summary>The persons of the list that exist, in one query. One that does not open has no payload.</summary>
    public async Task<IReadOnlyDictionary<PersonId, StoredPerson>> ManyAsync(
        HealthDb db,
        IEnumerable<PersonId> persons,
        CancellationToken ct
    )
    {
        var ids = persons.Select(p => p.Value).Distinct().ToList();
        var rows = await db.Persons.AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(ct);
        var found = new Dictionary<PersonId, StoredPerson>();
        foreach (var row in rows)
        {
            try
            {
                if (await OpenAsync(row, ct) is { } person)
                    found[person.Id] = person;
            }
            catch (RecordDamagedException)
            {
                found[new(row.Id)] = new(new(row.Id), row.Version, null);
            }
        }
        return found;
    }

    /// <summary>A new row, to be added after its keys were made.</summary>
    public async Task<Person> NewRowAsync(
        PersonId person,
        PersonPayload payload,
        DateTime createdUtc,
        CancellationToken ct
    )
    {
        var row = new Person { Id = person.Value, CreatedUtc = createdUtc };
        await SealAsync(row, PersonPayload.Format, payload, ct);
        return row;
    }

    /// <summary>Seals over the row as it was seen; the save answers false if somebody was first.</summary>
    /// <returns>False when the row is gone.</returns>
    public async Task<bool> ReplaceAsync(
        HealthDb db,
        PersonId person,
        long seen,
        PersonPayload payload,
        CancellationToken ct
    )
    {
        var row = await db.Persons.AsTracking().SingleOrDefaultAsync(p => p.Id == person.Value, ct);
        if (row is null)
            return false;
        SetVersion(db, row, seen);
        await SealAsync(row, PersonPayload.Format, payload, ct);
        return true;
    }

    public async Task<Household> NewHouseholdRowAsync(
        HouseholdId household,
        HouseholdPayload payload,
        DateTime createdUtc,
        CancellationToken ct
    )
    {
        var row = new Household { Id = household.Value, CreatedUtc = createdUtc };
        await SealAsync(row, HouseholdPayload.Format, payload, ct);
        return row;
    }

    /// <exception cref="RecordDamagedException">It does not open.</exception>
    public async Task<HouseholdPayload> OpenAsync(Household row, CancellationToken ct) =>
        await OpenAsync(row, HouseholdPayload.Format, ct);

    public async Task<bool> ReplaceAsync(
        HealthDb db,
        HouseholdId household,
        long seen,
        HouseholdPayload payload,
        CancellationToken ct
    )
    {
        var row = await db
            .Households.AsTracking()
            .SingleOrDefaultAsync(h => h.Id == household.Value, ct);
        if (row is null)
            return false;
        SetVersion(db, row, seen);
        await SealAsync(row, HouseholdPayload.Format, payload, ct);
        return true;
    }

    public async Task SealAsync<T>(
        ISealedRow row,
        PayloadFormat<T> format,
        T payload,
        CancellationToken ct
    )
        where T : class
    {
        var secrets = await keys.GetAsync(row.SealOwner, ct);
        var plain = format.Write(payload);
        secrets.SealInto(row, plain);
        CryptographicOperations.ZeroMemory(plain);
    }

    /// <exception cref="RecordDamagedException">It does not open.</exception>
    public async Task<T> OpenAsync<T>(ISealedRow row, PayloadFormat<T> format, CancellationToken ct)
        where T : class
    {
        var secrets = await keys.GetAsync(row.SealOwner, ct);
        var plain = secrets.OpenFrom(row);
        try
        {
            using var written = JsonDocument.Parse(plain);
            return format.Read(written.RootElement);
        }
        catch (JsonException)
        {
            throw secrets.Damaged(row);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    private async Task<StoredPerson?> OpenAsync(Person row, CancellationToken ct)
    {
        try
        {
            return new(new(row.Id), row.Version, await OpenAsync(row, PersonPayload.Format, ct));
        }
        catch (KeysGoneException)
        {
            // Erased: the keys go first, the row a moment later.
            return null;
        }
    }

    private static void SetVersion<TRow>(HealthDb db, TRow row, long seen)
        where TRow : class, IVersioned
    {
        var version = db.Entry(row).Property(r => r.Version);
        version.OriginalValue = seen;
        version.CurrentValue = seen + 1;
    }
}

/// <param name="Payload">Null when the seal is damaged.</param>
internal sealed record StoredPerson(PersonId Id, long RowVersion, PersonPayload? Payload);
