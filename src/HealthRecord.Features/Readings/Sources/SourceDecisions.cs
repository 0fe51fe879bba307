using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Readings;

/// <summary>Stores one decision about sources together with the mark that makes the days it touches be computed anew.</summary>
internal sealed class SourceDecisions(HealthDbs dbs, EntryStore entries)
{
    private const int Tries = 5;

    /// <param name="next">From what stands there (null: nothing) to what shall (null: nothing).</param>
    public async Task<Outcome<Done>> ChangeAsync<T>(
        PersonId person,
        EntryType<T> type,
        string key,
        Func<T?, T?> next,
        CancellationToken ct
    )
        where T : class
    {
        try
        {
            return await TryAsync(person, type, key, next, ct);
        }
        catch (StorageFullException)
        {
            return ReadingErrors.StorageFull;
        }
        catch (RecordDamagedException)
        {
            return ReadingErrors.Damaged;
        }
    }

    private async Task<Outcome<Done>> TryAsync<T>(
        PersonId person,
        EntryType<T> type,
        string key,
        Func<T?, T?> next,
        CancellationToken ct
    )
        where T : class
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await using var db = await dbs.WriteAsync(ct);
            var stored = await entries.FindAsync(db, person, type, key, ct);
            var wanted = next(stored?.Payload);
            if (stored is null && wanted is null)
                return Done.Value;
            if (stored is null)
                await entries.AddAsync(db, person, type, wanted!, ct, key: key);
            else if (wanted is null)
                await entries.RemoveAsync(db, type, stored, ct);
            else
                await entries.UpdateAsync(db, type, stored with { Payload = wanted }, ct);
            await DayTableMarks.AllStaleAsync(db, person.Value, ct);
            if (await db.TrySaveAsync(ct))
                return Done.Value;
        }
        return ReadingErrors.Busy;
    }

    public static async Task<Error?> MayDecideAsync(
        Access access,
        Actor actor,
        PersonId person,
        Kind? kind,
        CancellationToken ct
    )
    {
        if (
            kind is null
            || await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(kind.Domain)
        )
            return ReadingErrors.NotFound;
        return may.MayWrite(kind.Domain) ? null : ReadingErrors.NotYours;
    }
}
