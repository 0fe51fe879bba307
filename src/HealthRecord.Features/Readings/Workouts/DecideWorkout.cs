using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <param name="IsRouteShown">Whether everybody who may see the workouts sees its route, without the ends.</param>
/// <param name="CutMetres">Around both ends, 0 to 5000.</param>
/// <param name="IsApart">It is not the same workout as another source's.</param>
public sealed record WorkoutDecision(bool IsRouteShown, int CutMetres, bool IsApart);

/// <summary>Says by hand what no device can: who sees a route, and whether two workouts are one.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class DecideWorkout(HealthDbs dbs, Access access, EntryStore entries)
{
    private const int FarthestCut = 5000;

    /// <param name="seenVersion">Of the workout that the decision is about.</param>
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        EntryId entry,
        long seenVersion,
        WorkoutDecision decision,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(Workout.Type.Domain)
        )
            return ReadingErrors.NotFound;
        if (!ReadWorkout.MayDecide(actor, may))
            return ReadingErrors.NotYours;
        try
        {
            await using var db = await dbs.WriteAsync(ct);
            if (await entries.FindAsync(db, person, Workout.Type, entry, ct) is not { } stored)
                return ReadingErrors.NotFound;
            var decided = stored.Payload with
            {
                IsRouteShown = decision.IsRouteShown,
                CutMetres = Math.Clamp(decision.CutMetres, 0, FarthestCut),
                IsApart = decision.IsApart,
            };
            await entries.UpdateAsync(
                db,
                Workout.Type,
                stored with
                {
                    Payload = decided,
                    RowVersion = seenVersion,
                },
                ct
            );
            return await db.TrySaveAsync(ct) ? Done.Value : ReadingErrors.WorkoutChanged;
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
}
