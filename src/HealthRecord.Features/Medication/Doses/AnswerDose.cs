using HealthRecord.Domain;
using HealthRecord.Domain.Medication;
using HealthRecord.Domain.Time;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Medication.Doses;

/// <summary>Ticks a dose. Two who tick the same one the same way make one tick, and both are told that it is done.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class AnswerDose(
    HealthDbs dbs,
    EntryStore store,
    PersonMedicines medicines,
    Access access,
    TimeProvider clock
)
{
    /// <summary>Of a row that was just added.</summary>
    private const long FirstVersion = 1;

    public async Task<Outcome<DoseLine>> RunAsync(
        Actor actor,
        PersonId person,
        DoseTap tap,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(Dose.Type.Domain)
        )
            return BookErrors.NotFound;
        if (!may.MayWrite(Dose.Type.Domain))
            return BookErrors.NotYours;
        try
        {
            var answer = await DoseOfAsync(person, tap, ct);
            if (!answer.TryGet(out var dose))
                return answer.Error!;
            await using (var db = await dbs.WriteAsync(ct))
            {
                if (await FindAsync(db, person, dose, ct) is { } there)
                    return Same(there, dose);
                var id = await store.AddAsync(
                    db,
                    person,
                    Dose.Type,
                    dose,
                    ct,
                    dose.NaturalKey,
                    dose.Month
                );
                // Two parents may tick at once, on two servers: the index on the natural key decides.
                if (await db.TrySaveAsync(ct))
                    return new DoseLine(id, FirstVersion, dose);
            }
            await using var again = await dbs.ReadAsync(ct);
            return await FindAsync(again, person, dose, ct) is { } first
                ? Same(first, dose)
                : BookErrors.Changed;
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
        catch (StorageFullException)
        {
            return BookErrors.StorageFull;
        }
    }

    private async Task<Outcome<Dose>> DoseOfAsync(
        PersonId person,
        DoseTap tap,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var read = await medicines.ReadAsync(db, person, _ => (tap.Day, tap.Day), now, ct);
        if (read.Courses.FirstOrDefault(c => c.Medicine.Key == tap.Medicine) is not { } course)
            return BookErrors.NotFound;
        if (tap.Tick == DoseTick.AsNeeded)
            return AsNeeded(course.Medicine, read.Zones.LocalOf(now), now);
        // What the page showed may have been changed, stopped or used up meanwhile; a tick that is there already is no matter.
        var planned = course.Plan.On(tap.Day).FirstOrDefault(d => d.At == tap.At);
        if (planned == default && course.LineOf(new(tap.Day, tap.At, 0)) is { } ticked)
            planned = new(tap.Day, tap.At, ticked.Payload.Amount);
        if (planned == default || tap.Day > read.Today)
            return MedicationErrors.NotPlanned;
        var due = DoseDay.DueUtc(planned, read.Zones);
        return new Dose
        {
            Medicine = tap.Medicine,
            Day = tap.Day,
            At = tap.At,
            Kind = tap.Tick == DoseTick.Skipped ? DoseAnswerKind.Skipped : DoseAnswerKind.Taken,
            TakenUtc = tap.Tick switch
            {
                DoseTick.Skipped => null,
                DoseTick.OnTime when due < now => due,
                _ => now,
            },
            Amount = planned.Amount,
        };
    }

    private static Outcome<Dose> AsNeeded(Medicine medicine, DateTime local, DateTime nowUtc) =>
        medicine is { AsNeeded: true, StoppedUtc: null }
            ? new Dose
            {
                Medicine = medicine.Key,
                Day = DateOnly.FromDateTime(local),
                At = new(local.Hour, local.Minute),
                AsNeeded = true,
                Kind = DoseAnswerKind.Taken,
                TakenUtc = nowUtc,
                Amount = medicine.UsualAmount ?? 1000,
            }
            : MedicationErrors.NotPlanned;

    private async Task<DoseLine?> FindAsync(
        HealthDb db,
        PersonId person,
        Dose dose,
        CancellationToken ct
    ) =>
        await store.FindAsync(db, person, Dose.Type, dose.NaturalKey, ct) is { } found
            ? new(found.Id, found.RowVersion, found.Payload)
            : null;

    private static Outcome<DoseLine> Same(DoseLine there, Dose wanted) =>
        there.Payload.Kind == wanted.Kind ? there : MedicationErrors.AnsweredOtherwise;
}

/// <summary>One tap on one dose.</summary>
/// <param name="Medicine">Key of the medicine.</param>
internal sealed record DoseTap(Guid Medicine, DateOnly Day, TimeOnly At, DoseTick Tick);

public enum DoseTick
{
    /// <summary>Taken now, which may be late.</summary>
    Now,

    /// <summary>Taken when it was planned.</summary>
    OnTime,

    Skipped,

    /// <summary>One without a plan, taken now: day and time of the tap do not matter.</summary>
    AsNeeded,
}
