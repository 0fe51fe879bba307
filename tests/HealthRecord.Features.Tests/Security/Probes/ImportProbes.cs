using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Tests.Security.Probes;

/// <summary>A run is one's own and of a person whom one may still write to, whatever the domain: each domain is asked where it is written.</summary>
internal sealed class ImportProbes : IProbes
{
    private const RecordDomains Domain = RecordDomains.Measures;

    /// <summary>What the sender says of the content: an attempt goes on with the upload that the last one left open.</summary>
    private const string SameFile = "same-file";

    public IEnumerable<Probe> All =>
        [
            new(typeof(StartImport), Need.WriteSomething, Domain, StartAsync),
            new(typeof(AppendUpload), Need.WriteSomething, Domain, AppendAsync),
            new(typeof(CancelImport), Need.WriteSomething, Domain, CancelAsync),
            new(typeof(AnswerImport), Need.WriteSomething, Domain, AnswerAsync),
            new(typeof(ForgetColumns), Need.WriteSomething, Domain, ForgetAsync),
            new(typeof(RunImportAgain), Need.WriteSomething, Domain, AgainAsync),
            new(typeof(UndoImport), Need.WriteSomething, Domain, UndoAsync),
            new(typeof(MoveImport), Need.WriteSomething, Domain, MoveAsync),
            new(typeof(IngestReadings), Need.Write, Domain, IngestAsync),
            new(typeof(CreateUploadLink), Need.WriteSomethingSignedIn, Domain, LinkAsync),
            new(typeof(ReadUploadLinks), Need.Appears, Domain, ReadLinksAsync),
            new(typeof(ReadPersonDevices), Need.Appears, Domain, DevicesAsync),
            new(typeof(ReadImports), Need.Appears, Domain, ReadAsync),
        ];

    private static async Task<bool> IngestAsync(Attempt a)
    {
        var item = new IngestItem(
            "body-weight",
            "2026-03-14T12:00:00Z",
            null,
            ["70.5"],
            "kg",
            null,
            null,
            null,
            1
        );
        var answer = await a
            .Host.Get<IngestReadings>()
            .RunAsync(a.Actor, a.Person, new("probe", [item]), Ids.New(), a.Ct);
        return answer.TryGet(out var said) && said.Results[0].State != IngestState.Refused;
    }

    private static async Task<bool> LinkAsync(Attempt a) =>
        (
            await a.Host.Get<CreateUploadLink>().RunAsync(a.Actor, a.Person, "probe", 30, a.Ct)
        ).Succeeded;

    /// <summary>A link of the actor's from a time when they might write.</summary>
    private static async Task<bool> ReadLinksAsync(Attempt a)
    {
        var made = await a
            .Host.Get<CreateUploadLink>()
            .RunAsync(a.Owner, a.Person, "probe", 30, a.Ct);
        var hash = HealthRecord.Features.Accounts.Secret.Hash(made.Value);
        await using (var db = await a.Host.Get<HealthDbs>().WriteAsync(a.Ct))
            await db
                .UploadLinks.Where(l => l.SecretHash == hash)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(l => l.AccountId, a.Actor.Account.Value),
                    a.Ct
                );
        var links = await a.Host.Get<ReadUploadLinks>().RunAsync(a.Actor, a.Ct);
        await using (var db = await a.Host.Get<HealthDbs>().WriteAsync(a.Ct))
            await db.UploadLinks.Where(l => l.SecretHash == hash).ExecuteDeleteAsync(a.Ct);
        return links.Any(l => l.Person == a.Person);
    }

    private static async Task<bool> DevicesAsync(Attempt a) =>
        (await a.Host.Get<ReadPersonDevices>().RunAsync(a.Actor, a.Person, a.Ct)).Succeeded;

    private static async Task<bool> StartAsync(Attempt a) =>
        (
            await a
                .Host.Get<StartImport>()
                .RunAsync(a.Actor, a.Person, "export.zip", 100, a.Ct, SameFile)
        ).Succeeded;

    private static async Task<bool> AppendAsync(Attempt a) =>
        Passed(
            await a
                .Host.Get<AppendUpload>()
                .RunAsync(a.Actor, await RunAsync(a), 0, new MemoryStream([1]), a.Ct)
        );

    private static async Task<bool> CancelAsync(Attempt a) =>
        Passed(await a.Host.Get<CancelImport>().RunAsync(a.Actor, await RunAsync(a), a.Ct));

    private static async Task<bool> AgainAsync(Attempt a) =>
        Passed(await a.Host.Get<RunImportAgain>().RunAsync(a.Actor, await RunAsync(a), a.Ct));

    private static async Task<bool> AnswerAsync(Attempt a) =>
        Passed(
            await a
                .Host.Get<AnswerImport>()
                .RunAsync(a.Actor, await RunAsync(a), "question", "answer", a.Ct)
        );

    private static async Task<bool> ForgetAsync(Attempt a) =>
        Passed(await a.Host.Get<ForgetColumns>().RunAsync(a.Actor, await RunAsync(a), a.Ct));

    private static async Task<bool> UndoAsync(Attempt a) =>
        Passed(await a.Host.Get<UndoImport>().RunAsync(a.Actor, await RunAsync(a), a.Ct));

    private static async Task<bool> MoveAsync(Attempt a) =>
        Passed(
            await a
                .Host.Get<MoveImport>()
                .RunAsync(a.Actor, await RunAsync(a), a.Actor.OwnPerson, a.Ct)
        );

    private static async Task<bool> ReadAsync(Attempt a)
    {
        var run = await RunAsync(a);
        return (await a.Host.Get<ReadImports>().RunAsync(a.Actor, a.Ct)).Any(r => r.Run == run);
    }

    // An upload in the middle is too early for most: what counts is that the run was found at all.
    private static bool Passed<T>(Outcome<T> outcome) =>
        outcome.Error is null
        || (outcome.Error != ImportErrors.NotFound && outcome.Error != ImportErrors.NotYours);

    /// <summary>A run of the actor's from a time when they might: opened by the owner, then made theirs.</summary>
    private static async Task<ImportId> RunAsync(Attempt a)
    {
        var started = await a
            .Host.Get<StartImport>()
            .RunAsync(a.Owner, a.Person, "export.zip", 100, a.Ct, SameFile);
        var run = started.Value.Run;
        await using var db = await a.Host.Get<HealthDbs>().WriteAsync(a.Ct);
        await db
            .ImportRuns.Where(r => r.Id == run.Value)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.AccountId, a.Actor.Account.Value), a.Ct);
        return run;
    }
}
