using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Imports;

/// <summary>Takes an import back: the record is as if only the others had been. What was said by hand stays.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class UndoImport(
    HealthDbs dbs,
    ImportRuns runs,
    ImportDomains domains,
    RecordWriter writer,
    PersonKinds kinds,
    ImportWorkouts workouts,
    ImportEcgs ecgs,
    UploadFiles files
)
{
    private const int Tries = 5;

    public async Task<Outcome<Done>> RunAsync(Actor actor, ImportId run, CancellationToken ct)
    {
        try
        {
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                var done = await TryAsync(actor, run, ct);
                if (done is not { } answer)
                    continue;
                if (answer.Succeeded)
                    files.Delete(run.Value);
                return answer;
            }
        }
        catch (StorageFullException)
        {
            return ImportErrors.StorageFull;
        }
        catch (RecordDamagedException)
        {
            return ImportErrors.RecordDamaged;
        }
        return ImportErrors.Busy;
    }

    /// <summary>Null when somebody else was first.</summary>
    private async Task<Outcome<Done>?> TryAsync(Actor actor, ImportId run, CancellationToken ct)
    {
        ImportRunRow? seen;
        await using (var db = await dbs.ReadAsync(ct))
            seen = await runs.FindAsync(db, actor, run, ct);
        if (seen is null)
            return ImportErrors.NotFound;
        if (seen.State == ImportState.Undone)
            return Done.Value;
        if (seen.State != ImportState.Done)
            return ImportErrors.NotNow;
        var person = new PersonId(seen.PersonId);
        var payload = await runs.OpenAsync(seen, ct);
        if (await domains.MissingAsync(actor, person, payload, run, ct) is { } missing)
            return missing;
        var changes = new List<SegmentChange>();
        foreach (var t in payload.Touched)
            if (await kinds.FindAsync(person, t.Kind, ct) is { } kind)
                changes.Add(
                    SegmentChange.Remove(kind, new SourceKey(t.Producer, t.Source), t.Month, run)
                );
        var prepared = await writer.PrepareAsync(person, changes, ct);
        await using var write = await dbs.WriteAsync(ct);
        // Moved or taken back since it was looked at, what was prepared belongs elsewhere.
        if (
            await runs.FindAsync(write, actor, run, ct) is not { } row
            || row.Version != seen.Version
        )
            return null;
        await writer.StoreAsync(write, new(person, prepared, []), ct);
        await workouts.WithdrawAsync(write, person, run, ct);
        await ecgs.WithdrawAsync(write, person, run, ct);
        row.State = ImportState.Undone;
        await runs.SealAsync(row, payload with { Touched = [], FileKey = [] }, ct);
        return await write.TrySaveAsync(ct) ? Done.Value : null;
    }
}
