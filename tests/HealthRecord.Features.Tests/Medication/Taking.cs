using HealthRecord.Domain;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Medication;
using HealthRecord.Features.Medication.Doses;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;

namespace HealthRecord.Features.Tests.Medication;

/// <summary>What stories about medicines say: written down, ticked, looked at.</summary>
internal static class Taking
{
    /// <summary>A capsule at these hours of every day.</summary>
    public static Medicine Daily(DateOnly from, params int[] hours) =>
        new()
        {
            Name = "AMLODIPINE BIOGARAN 5 mg, gélule",
            Unit = "capsule",
            Phases =
            [
                new()
                {
                    From = from,
                    Times =
                    [
                        .. hours.Select(hour => new MedicineTime
                        {
                            At = new(hour, 0),
                            Amount = 1000,
                        }),
                    ],
                },
            ],
        };

    public static Task<Outcome<EntryId>> SaveMedicineAsync(
        this RecordHost host,
        Actor actor,
        PersonId person,
        Medicine medicine,
        BookLine? edited,
        CancellationToken ct
    ) => host.Get<SaveMedicine>().RunAsync(actor, person, medicine, edited, ct);

    /// <summary>The only medicine, as its page shows it.</summary>
    public static async Task<MedicineCourse> CourseAsync(
        this RecordHost host,
        Actor actor,
        PersonId person,
        CancellationToken ct
    ) => (await host.ReadingAsync(actor, person, ct)).Courses.Single();

    public static async Task<MedicinesReading> ReadingAsync(
        this RecordHost host,
        Actor actor,
        PersonId person,
        CancellationToken ct
    ) => (await host.Get<ReadMedicines>().RunAsync(actor, person, ct)).Value.Read;

    public static async Task<Outcome<DoseLine>> TickAsync(
        this RecordHost host,
        Actor actor,
        PersonId person,
        DateOnly day,
        int hour,
        DoseTick tick,
        CancellationToken ct
    )
    {
        var course = await host.CourseAsync(actor, person, ct);
        var tap = new DoseTap(course.Medicine.Key, day, new(hour, 0), tick);
        return await host.Get<AnswerDose>().RunAsync(actor, person, tap, ct);
    }
}
