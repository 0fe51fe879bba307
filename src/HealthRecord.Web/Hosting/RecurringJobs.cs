using Hangfire;
using HealthRecord.Features.Imports;

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
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
