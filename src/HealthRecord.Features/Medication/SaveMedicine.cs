using HealthRecord.Domain;
using HealthRecord.Domain.Medication;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Medication;

/// <summary>Adds a medicine or changes one, through the book like every other line; a changed plan leaves the past as it was.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class SaveMedicine(
    SaveBookEntry save,
    Access access,
    PersonFactsReader facts,
    TimeProvider clock
)
{
    /// <param name="edited">The line that the form was filled from; null adds one.</param>
    public async Task<Outcome<EntryId>> RunAsync(
        Actor actor,
        PersonId person,
        Medicine medicine,
        BookLine? edited,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(Medicine.Type.Domain)
        )
            return BookErrors.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        if (edited is null)
        {
            medicine = medicine with { Key = Ids.New(clock), SinceUtc = now };
            return await save.RunAsync(actor, person, medicine, null, ct);
        }
        try
        {
            var zones = (await facts.GetAsync(person, ct)).ZonesOrUsual();
            if (medicine.Check(zones.DayOf(now)) is { } refusal)
                return refusal;
            medicine = Revised((Medicine)edited.Payload, medicine, zones, now);
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
        return await save.RunAsync(actor, person, medicine, edited, ct);
    }

    /// <summary>A change holds from today, or from tomorrow where a dose of today's old plan is due already.</summary>
    private static Medicine Revised(
        Medicine old,
        Medicine changed,
        ZoneTimeline zones,
        DateTime nowUtc
    )
    {
        var today = zones.DayOf(nowUtc);
        var plan = old.WrittenPlan with { NotBefore = zones.LocalOf(old.SinceUtc) };
        var begun = plan.On(today).Any(dose => DoseDay.DueUtc(dose, zones) <= nowUtc);
        var revised = old.WrittenPlan.Revised(
            changed.WrittenPlan,
            begun ? today.AddDays(1) : today
        );
        return changed with
        {
            Key = old.Key,
            // Only a medicine that is taken up again asks from another moment on.
            SinceUtc = old.StoppedUtc is not null ? changed.SinceUtc : old.SinceUtc,
            Phases = [.. revised.Phases.Select(MedicinePhase.Of)],
        };
    }
}
