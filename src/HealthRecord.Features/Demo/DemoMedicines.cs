using HealthRecord.Domain;
using HealthRecord.Domain.Medication;
using HealthRecord.Features.Medication;
using HealthRecord.Features.Medication.Doses;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Demo;

/// <summary>The invented grandmother's medicines, with some weeks of ticks.</summary>
internal sealed class DemoMedicines(HealthDbs dbs, EntryStore store, TimeProvider clock)
{
    private const int Weeks = 6;
    private const int Thousand = 1000;

    public async Task WriteAsync(PersonId person, DemoCalendar calendar, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var first = calendar.Today.AddDays(-7 * Weeks);
        var chance = new DemoChance(DemoMember.Jeanne.Seed);
        var morning = Planned(
            "AMLODIPINE BIOGARAN 5 mg, gélule",
            "65728601",
            "gélule",
            "capsule",
            first,
            8
        ) with
        {
            Counted = 30 * Thousand,
            CountedUtc = now.AddDays(-18),
            RenewalDays = 7,
            Prescriber = "Dr Martin",
        };
        var evening = Planned("Gouttes pour les yeux", null, "collyre", "drop", first, 21);
        var asNeeded = new Medicine
        {
            Key = Ids.New(clock),
            Name = "DOLIPRANE 500 mg, comprimé",
            Cis = "63368332",
            Form = "comprimé",
            AsNeeded = true,
            UsualAmount = Thousand,
            GapMinutes = 6 * 60,
            SinceUtc = Utc(first, 0),
        };
        await using var db = await dbs.WriteAsync(ct);
        foreach (var medicine in new[] { morning, evening, asNeeded })
            await store.AddAsync(db, person, Medicine.Type, medicine, ct, medicine.NaturalKey);
        for (var day = first; day < calendar.Today; day = day.AddDays(1))
        {
            await TickAsync(db, person, morning, day, 8, chance, ct);
            // Of yesterday evening nobody knows: the page of the day asks.
            if (day < calendar.Today.AddDays(-1))
                await TickAsync(db, person, evening, day, 21, chance, ct);
            if (chance.OneIn(5))
                await AddAsync(db, person, Taken(asNeeded, day, 14) with { AsNeeded = true }, ct);
        }
        await db.SaveChangesAsync(ct);
    }

    private Medicine Planned(
        string name,
        string? cis,
        string form,
        string unit,
        DateOnly first,
        int hour
    ) =>
        new()
        {
            Key = Ids.New(clock),
            Name = name,
            Cis = cis,
            Form = form,
            Unit = unit,
            SinceUtc = Utc(first, 0),
            Phases =
            [
                new() { From = first, Times = [new() { At = new(hour, 0), Amount = Thousand }] },
            ],
        };

    private Task TickAsync(
        HealthDb db,
        PersonId person,
        Medicine medicine,
        DateOnly day,
        int hour,
        DemoChance chance,
        CancellationToken ct
    )
    {
        var minutes = chance.Between(0, 40);
        var dose = Taken(medicine, day, hour);
        return AddAsync(
            db,
            person,
            chance.OneIn(14)
                ? dose with
                {
                    Kind = DoseAnswerKind.Skipped,
                    TakenUtc = null,
                }
                : dose with
                {
                    TakenUtc = dose.TakenUtc!.Value.AddMinutes(chance.OneIn(9) ? 100 : minutes),
                },
            ct
        );
    }

    private Task<EntryId> AddAsync(HealthDb db, PersonId person, Dose dose, CancellationToken ct) =>
        store.AddAsync(db, person, Dose.Type, dose, ct, dose.NaturalKey, dose.Month);

    private static Dose Taken(Medicine medicine, DateOnly day, int hour) =>
        new()
        {
            Medicine = medicine.Key,
            Day = day,
            At = new(hour, 0),
            Kind = DoseAnswerKind.Taken,
            TakenUtc = Utc(day, hour),
            Amount = Thousand,
        };

    private static DateTime Utc(DateOnly day, int hour) =>
        DateTime.UnixEpoch.AddMilliseconds(DemoCalendar.At(day, hour * 60));
}
