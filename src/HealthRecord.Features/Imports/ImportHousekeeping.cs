using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HealthRecord.Features.Imports;

/// <summary>Deletes uploads of finished and of old runs, and takes up imports whose worker died. Safe to run twice or on two machines.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class ImportHousekeeping(
    HealthDbs dbs,
    UploadFiles files,
    ImportLeases leases,
    ImportQueue queue,
    IOptions<ImportOptions> options,
    TimeProvider clock
)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var oldest = now - options.Value.UploadLifetime;
        foreach (var waiting in await leases.RecoverAsync(all: false, ct))
            queue.Enqueue(waiting);
        await using (var db = await dbs.WriteAsync(ct))
        {
            await db
                .ImportRuns.Where(r =>
                    r.CreatedUtc <= oldest
                    && (
                        r.State == ImportState.Uploading
                        || r.State == ImportState.Interrupted
                        || r.State == ImportState.Asking
                    )
                )
                .ExecuteUpdateAsync(
                    s =>
                        s.SetProperty(r => r.State, ImportState.Cancelled)
                            .SetProperty(r => r.FinishedUtc, now)
                            .SetProperty(r => r.Version, r => r.Version + 1),
                    ct
                );
        }
        await DeleteUploadsAsync(ct);
    }

    private async Task DeleteUploadsAsync(CancellationToken ct)
    {
        var there = files.All().Select(f => f.Run).ToList();
        if (there.Count == 0)
            return;
        await using var db = await dbs.ReadAsync(ct);
        var needed = await db
            .ImportRuns.Where(r =>
                r.State == ImportState.Uploading
                || r.State == ImportState.Waiting
                || r.State == ImportState.Running
                || r.State == ImportState.Interrupted
                || r.State == ImportState.Asking
            )
            .Select(r => r.Id)
            .ToListAsync(ct);
        foreach (var run in there.Except(needed))
            files.Delete(run);
    }
}
