using HealthRecord.Domain;
using HealthRecord.Features.HealthBook.Documents;
using HealthRecord.Features.Tests.Family;

namespace HealthRecord.Features.Tests.Security.Probes;

internal sealed class DocumentProbes : IProbes
{
    private const RecordDomains Domain = RecordDomains.Documents;

    public IEnumerable<Probe> All =>
        [
            new(typeof(ReadDocuments), Need.Read, Domain, ReadAsync),
            new(typeof(AddDocument), Need.Write, Domain, AddAsync),
            new(typeof(OpenDocument), Need.Read, Domain, OpenAsync),
            new(typeof(EditDocument), Need.Write, Domain, EditAsync),
            new(typeof(RemoveDocument), Need.Write, Domain, RemoveAsync),
        ];

    private static async Task<bool> ReadAsync(Attempt a) =>
        (await a.Host.Get<ReadDocuments>().RunAsync(a.Actor, a.Person, a.Ct)).Succeeded;

    private static async Task<bool> AddAsync(Attempt a)
    {
        using var png = new MemoryStream(Pictures.Png(2, 2));
        return (
            await a.Host.Get<AddDocument>().RunAsync(a.Actor, a.Person, png, "a.png", a.Ct)
        ).Succeeded;
    }

    private static async Task<bool> OpenAsync(Attempt a)
    {
        var line = await KeptAsync(a);
        var open = a.Host.Get<OpenDocument>();
        var opened = await open.RunAsync(a.Actor, a.Person, line.Id, a.Ct);
        var preview = await open.PreviewAsync(a.Actor, a.Person, line.Id, a.Ct);
        return opened.Succeeded || preview.Succeeded;
    }

    private static async Task<bool> EditAsync(Attempt a)
    {
        var line = await KeptAsync(a);
        var changed = line.Document with { Title = "Ordonnance" };
        return (
            await a.Host.Get<EditDocument>().RunAsync(a.Actor, a.Person, line, changed, a.Ct)
        ).Succeeded;
    }

    private static async Task<bool> RemoveAsync(Attempt a) =>
        (
            await a.Host.Get<RemoveDocument>().RunAsync(a.Actor, a.Person, await KeptAsync(a), a.Ct)
        ).Succeeded;

    private static async Task<DocumentLine> KeptAsync(Attempt a)
    {
        using var png = new MemoryStream(Pictures.Png(2, 2));
        var kept = await a.Host.Get<AddDocument>().RunAsync(a.Owner, a.Person, png, "a.png", a.Ct);
        var view = await a.Host.Get<ReadDocuments>().RunAsync(a.Owner, a.Person, a.Ct);
        return view.Value.Documents.Single(line => line.Id == kept.Value);
    }
}
