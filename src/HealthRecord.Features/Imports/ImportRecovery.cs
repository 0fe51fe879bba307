using HealthRecord.Features.Platform.Data;
using Microsoft.Extensions.Hosting;

namespace HealthRecord.Features.Imports;

/// <summary>At the start: runs whose worker died are marked interrupted, and those that wait are handed to the worker again.</summary>
internal sealed class ImportRecovery(ImportLeases leases, ImportQueue queue, IRecordStore store)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // One process alone writes to the embedded database: whatever ran, ran in a process that is gone.
        foreach (var run in await leases.RecoverAsync(all: store.OneWriter, cancellationToken))
            queue.Enqueue(run);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
