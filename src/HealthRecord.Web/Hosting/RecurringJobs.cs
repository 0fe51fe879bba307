using Hangfire;
using HealthRecord.Features.Connections.Fetching;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Operations.Retention;
using HealthRecord.Features.Reminders.Sweeping;

namespace HealthRecord.Web.Hosting;

/// <summary>What happens by the clock: registered at every start, because storage in memory forgets it.</summary>
internal sealed class RecurringJobs(IRecurringJobManager jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.AddOrUpdate<ImportHousekeeping>(
            "housekeeping",
            job => job.RunAsync(CancellationToken.None),
            "*/10 * * * *"
        );
        jobs.AddOrUpdate<FetchDue>(
            "connections",
            job => job.RunAsync(CancellationToken.None),
            "* * * * *"
        );
        jobs.AddOrUpdate<SweepReminders>(
            "due reminders",
            job => job.RunAsync(CancellationToken.None),
            "* * * * *"
        );
        jobs.AddOrUpdate<EraseDue>(
            "erasures",
            job => job.RunAsync(CancellationToken.None),
            "*/10 * * * *"
        );
        jobs.AddOrUpdate<KeepRetention>(
            "retention",
            job => job.RunAsync(CancellationToken.None),
            "23 * * * *"
        );
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
