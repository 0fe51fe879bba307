using HealthRecord.Domain;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Connections;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Tests.Security.Probes;

/// <summary>A stream into a record is decided by who stands for the person, signed in.</summary>
internal sealed class ConnectionProbes : IProbes
{
    private const RecordDomains Domain = RecordDomains.Measures;

    public IEnumerable<Probe> All =>
        [
            new(typeof(StartConnection), Need.Share, Domain, StartAsync),
            new(typeof(FinishConnection), Need.Share, Domain, FinishAsync),
            new(typeof(ReadConnections), Need.Share, Domain, ReadAsync),
            new(typeof(FetchNow), Need.Share, Domain, FetchAsync),
            new(typeof(EndConnection), Need.Share, Domain, EndAsync),
        ];

    // No vendor is configured here: that it is said to be so is behind the question of rights.
    private static async Task<bool> StartAsync(Attempt a) =>
        (await a.Host.Get<StartConnection>().RunAsync(a.Actor, a.Person, "withings", a.Ct)).Error
        != ConnectionErrors.NotFound;

    private static async Task<bool> FinishAsync(Attempt a)
    {
        var state = Secret.New();
        await StoreAsync(a, state, ConnectionState.Asking);
        var done = await a
            .Host.Get<FinishConnection>()
            .RunAsync(a.Actor, "withings", new(state, "code", null, null), a.Ct);
        return done.Error != ConnectionErrors.StateUnknown;
    }

    private static async Task<bool> ReadAsync(Attempt a)
    {
        var id = await StoreAsync(a, Secret.New(), ConnectionState.Connected);
        return (await a.Host.Get<ReadConnections>().RunAsync(a.Actor, a.Person, a.Ct)).TryGet(
                out var view
            ) && view.Connections.Any(c => c.Connection == id);
    }

    private static async Task<bool> FetchAsync(Attempt a) =>
        (
            await a
                .Host.Get<FetchNow>()
                .RunAsync(
                    a.Actor,
                    await StoreAsync(a, Secret.New(), ConnectionState.Connected),
                    a.Ct
                )
        ).Succeeded;

    private static async Task<bool> EndAsync(Attempt a) =>
        (
            await a
                .Host.Get<EndConnection>()
                .RunAsync(
                    a.Actor,
                    await StoreAsync(a, Secret.New(), ConnectionState.Connected),
                    a.Ct
                )
        ).Succeeded;

    /// <summary>As if the actor had connected it when they might.</summary>
    private static async Task<ConnectionId> StoreAsync(
        Attempt a,
        string secret,
        ConnectionState state
    )
    {
        var row = new ConnectionRow
        {
            Id = Ids.New(),
            PersonId = a.Person.Value,
            AccountId = a.Actor.Account.Value,
            SecretHash = Secret.Hash(secret),
            DueUtc = a.Host.Clock.GetUtcNow().UtcDateTime.AddMinutes(5),
        };
        await a
            .Host.Get<ConnectionRows>()
            .SealAsync(row, new() { Vendor = "withings", State = state }, a.Ct);
        await using var db = await a.Host.Get<HealthDbs>().WriteAsync(a.Ct);
        db.Add(row);
        await db.SaveChangesAsync(a.Ct);
        return new(row.Id);
    }
}
