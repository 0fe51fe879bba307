using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Imports;

/// <summary>Workouts that an import adds, and those of the record that it carries too.</summary>
internal sealed record PreparedWorkouts(
    IReadOnlyList<EntryRow> New,
    IReadOnlyList<StoredEntry<Workout>> Changed,
    int AlreadyThere
);

/// <summary>Turns workouts into entries, once each: the uniqueness tag decides.</summary>
internal sealed class ImportWorkouts(HealthDbs dbs, PersonKeys keys, EntryStore entries)
{
    public async Task<PreparedWorkouts> PrepareAsync(
        PersonId person,
        ImportId import,
        IReadOnlyList<IncomingWorkout> incoming,
        CancellationToken ct
    )
    {
        if (incoming.Count == 0)
            return new([], [], 0);
        var present = await PresentAsync(person, ct);
        var secrets = await keys.GetAsync(person.Value, ct);
        var added = new List<EntryRow>();
        var changed = new List<StoredEntry<Workout>>();
        var once = incoming.DistinctBy(Workout.KeyOf, StringComparer.Ordinal).ToList();
        foreach (var workout in once)
        {
            var key = Workout.KeyOf(workout);
            if (!present.TryGetValue(key, out var stored))
                added.Add(
                    EntryCell.NewRow(
                        secrets,
                        Workout.Type,
                        Workout.Of(workout, import),
                        key,
                        UtcMonth.Of(workout.StartMs)
                    )
                );
            else if (!stored.Payload.Imports.Contains(import.Value))
                changed.Add(
                    stored with
                    {
                        Payload = stored.Payload with
                        {
                            Imports = [.. stored.Payload.Imports, import.Value],
                        },
                    }
                );
        }
        return new(added, changed, incoming.Count - added.Count);
    }

    public async Task StoreAsync(HealthDb db, PreparedWorkouts prepared, CancellationToken ct)
    {
        db.Entries.AddRange(prepared.New);
        foreach (var entry in prepared.Changed)
            await entries.UpdateAsync(db, Workout.Type, entry, ct);
    }

    /// <summary>Takes the import out of every workout that it carried; those that nobody carries any more go.</summary>
    public async Task WithdrawAsync(
        HealthDb db,
        PersonId person,
        ImportId import,
        CancellationToken ct
    )
    {
        foreach (var stored in (await PresentAsync(person, ct)).Values)
        {
            if (!stored.Payload.Imports.Contains(import.Value))
                continue;
            var left = stored.Payload.Imports.Where(i => i != import.Value).ToList();
            if (left.Count == 0)
                await entries.RemoveAsync(db, Workout.Type, stored, ct);
            else
                await entries.UpdateAsync(
                    db,
                    Workout.Type,
                    stored with
                    {
                        Payload = stored.Payload with { Imports = left },
                    },
                    ct
                );
        }
    }

    /// <summary>Gives the workouts of an import to another person, who may have some of them already.</summary>
    public async Task CopyAsync(
        HealthDb db,
        PersonId from,
        PersonId to,
        ImportId import,
        CancellationToken ct
    )
    {
        var there = await PresentAsync(to, ct);
        var secrets = await keys.GetAsync(to.Value, ct);
        foreach (var (key, stored) in await PresentAsync(from, ct))
        {
            if (!stored.Payload.Imports.Contains(import.Value))
                continue;
            if (there.TryGetValue(key, out var same))
                await entries.UpdateAsync(
                    db,
                    Workout.Type,
                    same with
                    {
                        Payload = same.Payload with
                        {
                            Imports = [.. same.Payload.Imports.Append(import.Value).Distinct()],
                        },
                    },
                    ct
                );
            else
                db.Entries.Add(
                    EntryCell.NewRow(
                        secrets,
                        Workout.Type,
                        stored.Payload with
                        {
                            Imports = [import.Value],
                        },
                        key,
                        stored.Month
                    )
                );
        }
    }

    public async Task<bool> AnyAsync(PersonId person, ImportId import, CancellationToken ct) =>
        (await PresentAsync(person, ct)).Values.Any(w => w.Payload.Imports.Contains(import.Value));

    private async Task<Dictionary<string, StoredEntry<Workout>>> PresentAsync(
        PersonId person,
        CancellationToken ct
    )
    {
        await using var db = await dbs.ReadAsync(ct);
        return (await entries.ReadAsync(db, person, Workout.Type, ct))
            .Entries.Where(e => e.Key is not null)
            .ToDictionary(e => e.Key!, StringComparer.Ordinal);
    }
}
