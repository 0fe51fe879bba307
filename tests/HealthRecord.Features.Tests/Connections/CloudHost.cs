using Hangfire;
using HealthRecord.Domain;
using HealthRecord.Features.Connections;
using HealthRecord.Features.Connections.Fetching;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using HealthRecord.TestKit.Vendors;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Tests.Connections;

/// <summary>A family whose record knows one vendor's double, and short ways to say what happens between them.</summary>
internal sealed class CloudHost<TDouble>(
    RecordHost host,
    TDouble cloud,
    TestFamily family,
    string code
) : IAsyncDisposable
    where TDouble : VendorDouble
{
    public RecordHost Host => host;
    public TDouble Cloud => cloud;
    public TestFamily Family => family;
    public Actor Ana => family.Ana;
    public PersonId Leo => family.Person("Léo");

    public static async Task<CloudHost<TDouble>> OpenAsync(
        Database database,
        TDouble cloud,
        string code,
        (string Key, string? Value)[] settings,
        CancellationToken ct
    )
    {
        var host = await RecordHost.OpenAsync(
            database,
            Typing.WithoutWorkers,
            settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal),
            ct
        );
        cloud.Clock = host.Clock;
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(ct);
        return new(host, cloud, family, code);
    }

    public async Task<string> AskAsync(CancellationToken ct, Actor? actor = null) =>
        (await host.Get<StartConnection>().RunAsync(actor ?? Ana, Leo, code, ct)).Value;

    /// <summary>Comes back from the vendor with this address.</summary>
    public async Task<Outcome<PersonId>> ReturnAsync(
        Uri address,
        CancellationToken ct,
        Actor? actor = null
    )
    {
        var q = VendorDouble.Query(address);
        return await host.Get<FinishConnection>()
            .RunAsync(
                actor ?? Ana,
                code,
                new(
                    q.GetValueOrDefault("state"),
                    q.GetValueOrDefault("code"),
                    q.GetValueOrDefault("error"),
                    q.GetValueOrDefault("scope")
                ),
                ct
            );
    }

    public async Task ConnectAsync(CancellationToken ct)
    {
        var done = await ReturnAsync(cloud.Agree(await AskAsync(ct)), ct);
        if (done.Error is { } refusal)
            throw new InvalidOperationException(refusal.Key);
        await WorkAsync(ct);
    }

    /// <summary>The workers do everything that is enqueued, and what follows from it.</summary>
    public async Task WorkAsync(CancellationToken ct)
    {
        var jobs = ((QueuedJobs)host.Get<IBackgroundJobClient>()).Jobs;
        for (var done = 0; jobs.Count > 0; done++)
        {
            if (done > 200)
                throw new InvalidOperationException("The work does not end.");
            var job = jobs[0];
            jobs.RemoveAt(0);
            var id = (Guid)job.Args[0];
            if (job.Type == typeof(FetchConnection))
                await host.Get<FetchConnection>().RunAsync(id, ct);
            else if (job.Type == typeof(ImportJob))
                await host.Get<ImportJob>().RunAsync(id, ct);
        }
    }

    /// <summary>Time passes, and the clock's sweep comes by.</summary>
    public async Task LaterAsync(TimeSpan passed, CancellationToken ct)
    {
        host.Clock.Advance(passed);
        await host.Get<FetchDue>().RunAsync(ct);
        await WorkAsync(ct);
    }

    public async Task<ConnectionView> ViewAsync(CancellationToken ct) =>
        (await host.Get<ReadConnections>().RunAsync(Ana, Leo, ct)).Value.Connections.Single();

    public async Task<IReadOnlyList<ConnectionView>> ViewsAsync(CancellationToken ct) =>
        (await host.Get<ReadConnections>().RunAsync(Ana, Leo, ct)).Value.Connections;

    public async Task<IReadOnlyList<ImportRunView>> DeliveriesAsync(CancellationToken ct) =>
        await host.Get<ReadImports>().RunAsync(Ana, ct);

    public async Task<int> CountAsync(string kind, CancellationToken ct) =>
        (await host.ListAsync(Ana, Leo, kind, ct)).Count;

    /// <summary>What lies inside the seal of the only connection.</summary>
    public async Task<ConnectionPayload> InsideAsync(CancellationToken ct)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(ct);
        var row = await db.Connections.SingleAsync(ct);
        return await host.Get<ConnectionRows>().OpenAsync(row, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await cloud.DisposeAsync();
    }
}
