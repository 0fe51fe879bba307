using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Workouts;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>How much of a route the reader sees.</summary>
public enum RouteSight
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>There is one, and it is not shown to this reader.</summary>
    Private,

    /// <summary>Without its ends.</summary>
    Cut,
    Whole,
}

/// <summary>One workout with everything that is known of it.</summary>
/// <param name="Version">What a decision about it must carry.</param>
/// <param name="AlsoFrom">Other sources that tell the same one.</param>
/// <param name="Route">In time; empty where <paramref name="Sight"/> shows none.</param>
/// <param name="HeartRates">Of any source while it lasted, oldest first.</param>
public sealed record WorkoutView(
    EntryId Entry,
    long Version,
    Workout Workout,
    IReadOnlyList<SourceKey> AlsoFrom,
    RouteSight Sight,
    IReadOnlyList<RoutePoint> Route,
    IReadOnlyList<ReadingView> HeartRates,
    bool MayDecide
);

/// <summary>A workout: what its sources tell, its laps, its heart rates and, for whom it is meant, where it went.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadWorkout(
    HealthDbs dbs,
    Access access,
    EntryStore entries,
    ReadReadings readings
)
{
    private const int MostBeats = 20_000;

    public async Task<Outcome<WorkoutView>> RunAsync(
        Actor actor,
        PersonId person,
        EntryId entry,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(Workout.Type.Domain)
        )
            return ReadingErrors.NotFound;
        try
        {
            await using var db = await dbs.ReadAsync(ct);
            if (await entries.FindAsync(db, person, Workout.Type, entry, ct) is not { } stored)
                return ReadingErrors.NotFound;
            var decides = MayDecide(actor, may);
            var (sight, route) = await RouteAsync(db, stored, decides, ct);
            return new WorkoutView(
                entry,
                stored.RowVersion,
                stored.Payload,
                await AlsoFromAsync(db, stored, ct),
                sight,
                route,
                may.MayRead(HeartRate.Domain)
                    ? await HeartRatesAsync(person, stored.Payload, ct)
                    : [],
                decides
            );
        }
        catch (RecordDamagedException)
        {
            return ReadingErrors.Damaged;
        }
    }

    /// <summary>Who stands for the person decides what others see: neither a helper nor a program does.</summary>
    internal static bool MayDecide(Actor actor, PersonAccess may) =>
        actor.Scope is null
        && may.Role is GrantRole.Owner or GrantRole.Guardian
        && may.MayWrite(Workout.Type.Domain);

    private static Kind HeartRate => KindCatalogue.Get("heart-rate");

    private async Task<(RouteSight, IReadOnlyList<RoutePoint>)> RouteAsync(
        HealthDb db,
        StoredEntry<Workout> stored,
        bool whole,
        CancellationToken ct
    )
    {
        if (stored.Payload.Shown.Route is not { } key)
            return (RouteSight.None, []);
        if (!whole && !stored.Payload.IsRouteShown)
            return (RouteSight.Private, []);
        if (await entries.FindAsync(db, stored.Person, WorkoutRoute.Type, key, ct) is not { } found)
            return (RouteSight.None, []);
        var route = RouteCodec.Decode(found.Payload.Points);
        return whole
            ? (RouteSight.Whole, route)
            : (RouteSight.Cut, Routes.CutEnds(route, stored.Payload.CutMetres));
    }

    private async Task<IReadOnlyList<SourceKey>> AlsoFromAsync(
        HealthDb db,
        StoredEntry<Workout> stored,
        CancellationToken ct
    )
    {
        var near = new List<StoredEntry<Workout>>();
        foreach (var month in MonthsAround(stored.Payload.StartMs))
            near.AddRange(
                (await entries.ReadMonthAsync(db, stored.Person, Workout.Type, month, ct)).Entries
            );
        return
        [
            .. WorkoutGroups
                .Of(near)
                .First(same => same.Any(w => w.Id == stored.Id))
                .Where(w => w.Id != stored.Id)
                .Select(w => w.Payload.Source),
        ];
    }

    private static IEnumerable<int> MonthsAround(long startMs) =>
        new[] { UtcMonth.Of(startMs - 120_000), UtcMonth.Of(startMs + 120_000) }.Distinct();

    private async Task<IReadOnlyList<ReadingView>> HeartRatesAsync(
        PersonId person,
        Workout workout,
        CancellationToken ct
    )
    {
        var from = DateTime.UnixEpoch.AddMilliseconds(workout.StartMs);
        var during = new ReadingsQuery(from, from.AddMilliseconds(workout.DurationMs + 1))
        {
            Take = MostBeats,
        };
        var page = await readings.PageAsync(person, HeartRate, during, ct);
        return [.. page.Readings.Where(r => !r.SetAside).Reverse()];
    }
}
