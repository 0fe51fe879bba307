using HealthRecord.Domain;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Imports;

/// <summary>Runs an interrupted import again: nothing of it was added, so nothing is counted twice.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class RunImportAgain(
    HealthDbs dbs,
    ImportRuns runs,
    UploadFiles files,
    ImportQueue queue
)
{
    public async Task<Outcome<Done>> RunAsync(Actor actor, ImportId run, CancellationToken ct)
    {
        try
        {
            return await EnqueueAsync(actor, run, ct);
        }
        catch (StorageFullException)
        {
            return ImportErrors.StorageFull;
        }
    }

    private async Task<Outcome<Done>> EnqueueAsync(Actor actor, ImportId run, CancellationToken ct)
    {
        await using (var db = await dbs.WriteAsync(ct))
        {
            if (await runs.FindAsync(db, actor, run, ct) is not { } row)
                return ImportErrors.NotFound;
            if (row.State is ImportState.Waiting or ImportState.Running)
                return Done.Value;
            if (row.State != ImportState.Interrupted || !files.Exists(row.Id))
                return ImportErrors.NotNow;
            var payload = await runs.OpenAsync(row, ct);
            row.State = ImportState.Waiting;
            row.ReadBytes = 0;
            row.ReadingsSoFar = 0;
            await runs.SealAsync(row, payload with { Report = null }, ct);
            if (!await db.TrySaveAsync(ct))
                return ImportErrors.Busy;
        }
        queue.Enqueue(run);
        return Done.Value;
    }
}
