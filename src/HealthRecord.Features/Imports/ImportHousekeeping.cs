using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HealthRecord.Features.Imports;

/// <summary>Deletes what has served: uploads of finished and of old runs, drafts, remembered answers. Safe to run twice or on two machines.</summary>
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
    private static readonly TimeSpan DraftsKept = TimeSpan.FromDays(7);

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
                    && (r.State == ImportState.Uploading || r.State == ImportState.Interrupted)
                )
                .ExecuteUpdateAsync(
                    s =>
                        s.SetProperty(r => r.State, ImportState.Cancelled)
                            .SetProperty(r => r.FinishedUtc, now)
                            .SetProperty(r => r.Version, r => r.Version + 1),
                    ct
                );
            var drafts = now - DraftsKept;
            await db.Drafts.Where(d => d.UpdatedUtc <= drafts).ExecuteDeleteAsync(ct);
            var operations = now - AnsweredOperations.Kept;
            await db.Operations.Where(o => o.CreatedUtc <= operations).ExecuteDeleteAsync(ct);
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
            )
            .Select(r => r.Id)
            .ToListAsync(ct);
        foreach (var run in there.Except(needed))
            files.Delete(run);
    }
}
