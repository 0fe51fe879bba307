using HealthRecord.Domain;
using HealthRecord.Features.Medication;
using HealthRecord.Features.Medication.Doses;
using HealthRecord.Features.Tests.Medication;

namespace HealthRecord.Features.Tests.Security.Probes;

internal sealed class MedicationProbes : IProbes
{
    private const RecordDomains Domain = RecordDomains.Medication;

    public IEnumerable<Probe> All =>
        [
            new(typeof(ReadMedicines), Need.Read, Domain, ReadAsync),
            new(typeof(ReadDoseMonth), Need.Read, Domain, ReadMonthAsync),
            new(typeof(SaveMedicine), Need.Write, Domain, SaveAsync),
            new(typeof(AnswerDose), Need.Write, Domain, TickAsync),
            new(typeof(UndoDose), Need.Write, Domain, UndoAsync),
        ];

    private static async Task<bool> ReadAsync(Attempt a) =>
        (await a.Host.Get<ReadMedicines>().RunAsync(a.Actor, a.Person, a.Ct)).Succeeded;

    private static async Task<bool> ReadMonthAsync(Attempt a) =>
        (await a.Host.Get<ReadDoseMonth>().RunAsync(a.Actor, a.Person, null, a.Ct)).Succeeded;

    private static async Task<bool> SaveAsync(Attempt a) =>
        (await a.Host.SaveMedicineAsync(a.Actor, a.Person, AsNeeded(), null, a.Ct)).Succeeded;

    private static async Task<bool> TickAsync(Attempt a) =>
        (
            await a.Host.Get<AnswerDose>().RunAsync(a.Actor, a.Person, await TapAsync(a), a.Ct)
        ).Succeeded;

    private static async Task<bool> UndoAsync(Attempt a)
    {
        var ticked = await a
            .Host.Get<AnswerDose>()
            .RunAsync(a.Owner, a.Person, await TapAsync(a), a.Ct);
        return (
            await a.Host.Get<UndoDose>().RunAsync(a.Actor, a.Person, ticked.Value, a.Ct)
        ).Succeeded;
    }

    /// <summary>A dose of a medicine that the owner wrote down, once for all attempts.</summary>
    private static async Task<DoseTap> TapAsync(Attempt a)
    {
        var read = await a.Host.ReadingAsync(a.Owner, a.Person, a.Ct);
        if (read.Courses.Count == 0)
        {
            await a.Host.SaveMedicineAsync(a.Owner, a.Person, AsNeeded(), null, a.Ct);
            read = await a.Host.ReadingAsync(a.Owner, a.Person, a.Ct);
        }
        return new(read.Courses[0].Medicine.Key, default, default, DoseTick.AsNeeded);
    }

    private static Medicine AsNeeded() => new() { Name = "Sirop", AsNeeded = true };
}
