using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;
using HealthRecord.Importers;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>The one short transaction in which an import becomes visible.</summary>
[UseCaseAccess(UseCaseRule.JobForAccount)]
internal sealed class ImportCommit(
    HealthDbs dbs,
    ImportRuns runs,
    RecordWriter writer,
    ImportEcgs ecgs,
    RememberedColumns columns,
    Access access,
    TimeProvider clock
)
{
    private const int Tries = 5;

    /// <exception cref="ImportRefusedException">The right to write ended meanwhile.</exception>
    /// <exception cref="OperationCanceledException">The run is not this attempt's any more.</exception>
    public async Task RunAsync(
        ClaimedImport import,
        ImportSink sink,
        PreparedImport prepared,
        ImportReport report,
        ImportWorkouts workouts,
        CancellationToken ct
    )
    {
        sink.Tally.WriteInto(report);
        var needed = prepared
            .Touched.Select(t => KindCatalogue.Get(t.Kind).Domain)
            .Aggregate(RecordDomains.None, (all, d) => all | d);
        if (sink.Workouts.Count > 0)
            needed |= RecordDomains.Sport;
        if (sink.Ecgs.Count > 0)
            needed |= RecordDomains.Measures;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var exercise = await workouts.PrepareAsync(import.Person, import.Id, sink.Workouts, ct);
            report.WorkoutsAdded = exercise.New.Count;
            report.WorkoutsAlreadyThere = exercise.AlreadyThere;
            var hearts = await ecgs.PrepareAsync(import.Person, import.Id, sink.Ecgs, ct);
            report.EcgsAdded = hearts.Added;
            report.EcgsAlreadyThere = hearts.AlreadyThere;
            await using var db = await dbs.WriteAsync(ct);
            // Asked once more where nobody can come between: what was granted at the start may have ended since.
            var reach = await access.DomainsAsync(import.Actor, import.Person, ct);
            if ((reach.Writable & needed) != needed)
                throw new ImportRefusedException(ImportErrors.NotYours.Key);
            if (await ImportLeases.Held(db, import).SingleOrDefaultAsync(ct) is not { } run)
                throw new OperationCanceledException("The lease is lost.");
            await writer.StoreAsync(db, prepared.Write, ct);
            await workouts.StoreAsync(db, exercise, ct);
            await ecgs.StoreAsync(db, hearts, ct);
            await columns.KeepAsync(db, import, report, ct);
            run.State = ImportState.Done;
            run.FinishedUtc = clock.GetUtcNow().UtcDateTime;
            run.ReadBytes = run.TotalBytes;
            run.ReadingsSoFar = sink.Found;
            run.LeaseOwner = null;
            run.LeaseUntilUtc = null;
            await runs.SealAsync(
                run,
                import.Payload with
                {
                    FileKey = [],
                    Report = report,
                    Touched = prepared.Touched,
                },
                ct
            );
            if (await db.TrySaveAsync(ct))
                return;
        }
        throw new DbUpdateConcurrencyException("Others were first five times.");
    }
}
