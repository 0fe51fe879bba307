using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Imports;

/// <summary>Workouts that an import adds, and those of the record that it tells too.</summary>
/// <param name="Routes">Rows of routes that are not there yet.</param>
internal sealed record PreparedWorkouts(
    IReadOnlyList<EntryRow> New,
    IReadOnlyList<StoredEntry<Workout>> Changed,
    IReadOnlyList<EntryRow> Routes,
    int AlreadyThere
);

/// <summary>A workout of a file, its route encoded at once: ten years of them wait in memory until the commit.</summary>
internal sealed record TakenWorkout(IncomingWorkout Told, WorkoutRoute? Route);

/// <summary>Turns workouts into entries, once each: the uniqueness tag decides.</summary>
internal sealed class ImportWorkouts(HealthDbs dbs, PersonKeys keys, EntryStore entries)
{
    public async Task<PreparedWorkouts> PrepareAsync(
        PersonId person,
        ImportId import,
        IReadOnlyList<TakenWorkout> incoming,
        CancellationToken ct
    )
    {
        if (incoming.Count == 0)
            return new([], [], [], 0);
        var present = await PresentAsync(person, ct);
        var secrets = await keys.GetAsync(person.Value, ct);
        var routes = new Dictionary<string, WorkoutRoute>(StringComparer.Ordinal);
        var added = new List<EntryRow>();
        var changed = new List<StoredEntry<Workout>>();
        foreach (
            var told in incoming.GroupBy(t => WorkoutSets.KeyOf(t.Told), StringComparer.Ordinal)
        )
        {
            var tellings = told.Select(t => Telling(t, told.Key, import, routes)).ToList();
            if (!present.TryGetValue(told.Key, out var stored))
            {
                var workout = tellings.Aggregate(new Workout([]), WorkoutSets.With);
                added.Add(
                    EntryCell.NewRow(secrets, Workout.Type, workout, told.Key, workout.Month)
                );
                continue;
            }
            var after = tellings.Aggregate(stored.Payload, WorkoutSets.With);
            if (!stored.Payload.IsCarriedBy(import.Value) || !SameTellings(stored.Payload, after))
                changed.Add(stored with { Payload = after, Month = after.Month });
        }
        await using var db = await dbs.ReadAsync(ct);
        return new(
            added,
            changed,
            await NewRoutesAsync(db, person, routes, ct),
            incoming.Count - added.Count
        );
    }

    public async Task StoreAsync(HealthDb db, PreparedWorkouts prepared, CancellationToken ct)
    {
        db.Entries.AddRange(prepared.New);
        db.Entries.AddRange(prepared.Routes);
        foreach (var entry in prepared.Changed)
            await entries.UpdateAsync(db, Workout.Type, entry, ct);
    }

    /// <summary>Takes the import out of every workout that it told; those that nobody tells any more go, with their routes.</summary>
    public async Task WithdrawAsync(
        HealthDb db,
        PersonId person,
        ImportId import,
        CancellationToken ct
    )
    {
        foreach (var stored in (await PresentAsync(person, ct)).Values)
        {
            if (!stored.Payload.IsCarriedBy(import.Value))
                continue;
            var left = stored.Payload.Without(import.Value);
            if (left is null)
                await entries.RemoveAsync(db, Workout.Type, stored, ct);
            else
                await entries.UpdateAsync(
                    db,
                    Workout.Type,
                    stored with
                    {
                        Payload = left,
                        Month = left.Month,
                    },
                    ct
                );
            foreach (
                var route in RoutesOf(stored.Payload).Except(RoutesOf(left), StringComparer.Ordinal)
            )
                if (await entries.FindAsync(db, person, WorkoutRoute.Type, route, ct) is { } unused)
                    await entries.RemoveAsync(db, WorkoutRoute.Type, unused, ct);
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
        var routes = new Dictionary<string, WorkoutRoute>(StringComparer.Ordinal);
        foreach (var (key, stored) in await PresentAsync(from, ct))
        {
            var moved = stored
                .Payload.Tellings.Where(t => t.Imports.Contains(import.Value))
                .Select(t => t with { Imports = [import.Value] })
                .ToList();
            if (moved.Count == 0)
                continue;
            foreach (
                var route in moved
                    .Select(t => t.Route)
                    .OfType<string>()
                    .Distinct(StringComparer.Ordinal)
            )
                if (await entries.FindAsync(db, from, WorkoutRoute.Type, route, ct) is { } found)
                    routes[route] = found.Payload;
            if (there.TryGetValue(key, out var same))
            {
                var after = moved.Aggregate(same.Payload, WorkoutSets.With);
                await entries.UpdateAsync(
                    db,
                    Workout.Type,
                    same with
                    {
                        Payload = after,
                        Month = after.Month,
                    },
                    ct
                );
                continue;
            }
            // What the other person decided about showing it does not come along.
            var workout = moved.Aggregate(new Workout([]), WorkoutSets.With);
            db.Entries.Add(EntryCell.NewRow(secrets, Workout.Type, workout, key, workout.Month));
        }
        db.Entries.AddRange(await NewRoutesAsync(db, to, routes, ct));
    }

    public async Task<bool> AnyAsync(PersonId person, ImportId import, CancellationToken ct) =>
        (await PresentAsync(person, ct)).Values.Any(w => w.Payload.IsCarriedBy(import.Value));

    private static WorkoutTelling Telling(
        TakenWorkout taken,
        string key,
        ImportId import,
        Dictionary<string, WorkoutRoute> routes
    )
    {
        var telling = WorkoutTelling.Of(taken.Told, import);
        if (taken.Route is not { } route)
            return telling;
        var name = route.KeyFor(key);
        routes[name] = route;
        return telling with { Route = name };
    }

    private async Task<IReadOnlyList<EntryRow>> NewRoutesAsync(
        HealthDb db,
        PersonId person,
        Dictionary<string, WorkoutRoute> routes,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var rows = new List<EntryRow>();
        foreach (var (key, route) in routes)
            if (await entries.FindAsync(db, person, WorkoutRoute.Type, key, ct) is null)
                rows.Add(EntryCell.NewRow(secrets, WorkoutRoute.Type, route, key));
        return rows;
    }

    private static IEnumerable<string> RoutesOf(Workout? workout) =>
        (workout?.Tellings ?? [])
            .Select(t => t.Route)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    private static bool SameTellings(Workout before, Workout after) =>
        before.Tellings.Count == after.Tellings.Count
        && before
            .Tellings.Zip(after.Tellings)
            .All(p => p.First.Imports.SequenceEqual(p.Second.Imports));

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
