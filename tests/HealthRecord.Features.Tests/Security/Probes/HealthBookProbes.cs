using HealthRecord.Domain;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.HealthBook.Allergies;
using HealthRecord.Features.HealthBook.Appointments;

namespace HealthRecord.Features.Tests.Security.Probes;

/// <summary>The health book, tried on one of its parts: all are asked for their own domain the same way.</summary>
internal sealed class HealthBookProbes : IProbes
{
    private const RecordDomains Domain = RecordDomains.Medication;

    public IEnumerable<Probe> All =>
        [
            new(typeof(ReadBook), Need.Read, Domain, ReadAsync),
            new(typeof(ReadBookPart), Need.Read, Domain, ReadPartAsync),
            new(typeof(SaveBookEntry), Need.Write, Domain, SaveAsync),
            new(typeof(RemoveBookEntry), Need.Write, Domain, RemoveAsync),
            new(typeof(DownloadAppointment), Need.Read, Domain, DownloadAsync),
        ];

    private static async Task<bool> ReadAsync(Attempt a) =>
        (await a.Host.Get<ReadBook>().RunAsync(a.Actor, a.Person, a.Ct)).TryGet(out var book)
        && book.Parts.Any(view => view.Part == Allergy.Part);

    private static async Task<bool> ReadPartAsync(Attempt a) =>
        (
            await a.Host.Get<ReadBookPart>().RunAsync(a.Actor, a.Person, Allergy.Part.Number, a.Ct)
        ).Succeeded;

    private static async Task<bool> SaveAsync(Attempt a) =>
        (
            await a
                .Host.Get<SaveBookEntry>()
                .RunAsync(a.Actor, a.Person, new Allergy { Substance = "Latex" }, null, a.Ct)
        ).Succeeded;

    private static async Task<bool> RemoveAsync(Attempt a)
    {
        await a
            .Host.Get<SaveBookEntry>()
            .RunAsync(a.Owner, a.Person, new Allergy { Substance = "Pollen" }, null, a.Ct);
        var view = await a
            .Host.Get<ReadBookPart>()
            .RunAsync(a.Owner, a.Person, Allergy.Part.Number, a.Ct);
        return (
            await a
                .Host.Get<RemoveBookEntry>()
                .RunAsync(a.Actor, a.Person, view.Value.Lines.Lines[0], a.Ct)
        ).Succeeded;
    }

    private static async Task<bool> DownloadAsync(Attempt a)
    {
        var one = new Appointment
        {
            What = "Dentiste",
            On = new(2027, 1, 4),
            Zone = "Europe/Paris",
        };
        var saved = await a.Host.Get<SaveBookEntry>().RunAsync(a.Owner, a.Person, one, null, a.Ct);
        return (
            await a.Host.Get<DownloadAppointment>().RunAsync(a.Actor, a.Person, saved.Value, a.Ct)
        ).Succeeded;
    }
}
