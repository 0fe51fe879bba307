using HealthRecord.Domain;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Imports;

/// <summary>Stops an import before anything of it is visible, and deletes its file.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class CancelImport(
    HealthDbs dbs,
    ImportRuns runs,
    UploadFiles files,
    TimeProvider clock
)
{
    private const int Tries = 3;

    public async Task<Outcome<Done>> RunAsync(Actor actor, ImportId run, CancellationToken ct)
    {
        try
        {
            var done = await CancelAsync(actor, run, ct);
            // Only once it is written down: a run that goes on needs its file.
            if (done.Succeeded)
                files.Delete(run.Value);
            return done;
        }
        catch (StorageFullException)
        {
            return ImportErrors.StorageFull;
        }
        catch (RecordDamagedException)
        {
            return ImportErrors.RecordDamaged;
        }
    }

    private async Task<Outcome<Done>> CancelAsync(Actor actor, ImportId run, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await using var db = await dbs.WriteAsync(ct);
            if (await runs.FindAsync(db, actor, run, ct) is not { } row)
                return ImportErrors.NotFound;
            if (row.State == ImportState.Cancelled)
                return Done.Value;
            if (row.State is ImportState.Done or ImportState.Undone or ImportState.Refused)
                return ImportErrors.NotNow;
            row.State = ImportState.Cancelled;
            row.FinishedUtc = clock.GetUtcNow().UtcDateTime;
            row.LeaseOwner = null;
            row.LeaseUntilUtc = null;
            var payload = await runs.OpenAsync(row, ct);
            await runs.SealAsync(row, payload with { FileKey = [] }, ct);
            if (await db.TrySaveAsync(ct))
                return Done.Value;
        }
        return ImportErrors.Busy;
    }
}
