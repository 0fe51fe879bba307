using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Tests.Readings;

/// <summary>Short ways to say what a family types and sees.</summary>
internal static class Typing
{
    public static readonly DateTime Noon = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);

    public static ReadingForm Weight(
        double kilograms,
        DateTime? at = null,
        bool confirmed = false
    ) =>
        new(
            "body-weight",
            at ?? Noon,
            [new WrittenNumber((long)Math.Round(kilograms * 10), -1)],
            Confirmed: confirmed
        );

    public static async Task<ReadingId> LogAsync(
        this RecordHost host,
        Actor actor,
        PersonId person,
        ReadingForm form,
        CancellationToken ct
    ) => (await host.Get<LogReadings>().RunAsync(actor, person, [form], Ids.New(), ct)).Value[0];

    public static async Task<IReadOnlyList<ReadingView>> ListAsync(
        this RecordHost host,
        Actor actor,
        PersonId person,
        string kind,
        CancellationToken ct,
        bool withDeleted = false
    )
    {
        var tag = await host.TagAsync(actor, person, kind, ct);
        var everything = new ReadingsQuery(Noon.AddYears(-30), Noon.AddYears(5))
        {
            WithDeleted = withDeleted,
            Take = 100_000,
        };
        return (await host.Get<ReadReadings>().RunAsync(actor, person, tag, everything, ct))
            .Value
            .Readings;
    }

    public static async Task<KindTag> TagAsync(
        this RecordHost host,
        Actor actor,
        PersonId person,
        string kind,
        CancellationToken ct
    ) =>
        (await host.Get<ReadKinds>().RunAsync(actor, person, ct))
            .Value.Single(k => k.Kind.Code == kind)
            .Tag;

    public static void WithoutWorkers(IServiceCollection services) =>
        services.AddSingleton<IBackgroundJobClient>(new QueuedJobs());
}

/// <summary>Stands for the job server: remembers what was enqueued, runs nothing.</summary>
internal sealed class QueuedJobs : IBackgroundJobClient
{
    public List<Job> Jobs { get; } = [];

    public string Create(Job job, IState state)
    {
        Jobs.Add(job);
        return $"{Jobs.Count}";
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => true;
}
