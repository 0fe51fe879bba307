using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Imports;

/// <summary>The file was somebody else's: everything that this import carried goes over to them, in one transaction.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class MoveImport(
    HealthDbs dbs,
    ImportRuns runs,
    ImportDomains domains,
    Access access,
    RecordWriter writer,
    SegmentStore segments,
    ImportWorkouts workouts,
    ImportEcgs ecgs
)
{
    private const int Tries = 5;

    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        ImportId run,
        PersonId to,
        CancellationToken ct
    )
    {
        try
        {
            for (var attempt = 0; attempt < Tries; attempt++)
                if (await TryAsync(actor, run, to, ct) is { } answer)
                    return answer;
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

    private async Task<Outcome<Done>?> TryAsync(
        Actor actor,
        ImportId run,
        PersonId to,
        CancellationToken ct
    )
    {
        ImportRunRow? seen;
        await using (var db = await dbs.ReadAsync(ct))
            seen = await runs.FindAsync(db, actor, run, ct);
        if (seen is null || await access.ToAsync(actor, to, ct) is null)
            return ImportErrors.NotFound;
        if (seen.State != ImportState.Done)
            return ImportErrors.NotNow;
        var from = new PersonId(seen.PersonId);
        if (from == to)
            return ImportErrors.SamePerson;
        var payload = await runs.OpenAsync(seen, ct);
        var missing =
            await domains.MissingAsync(actor, from, payload, run, ct)
            ?? await domains.MissingAsync(actor, from, payload, run, ct, at: to);
        if (missing is not null)
            return missing;

        var leave = new List<SegmentChange>();
        var arrive = new List<SegmentChange>();
        foreach (var touched in payload.Touched)
        {
            // A kind that the family defined is one person's: the other one does not have it.
            if (!KindCatalogue.TryFind(touched.Kind, out var kind))
                return ImportErrors.OwnKinds;
            var source = new SourceKey(touched.Producer, touched.Source);
            leave.Add(SegmentChange.Remove(kind, source, touched.Month, run));
            if (await CarriedAsync(from, kind, source, touched.Month, run, ct) is { } carried)
                arrive.Add(SegmentChange.AddEncoded(kind, source, touched.Month, carried));
        }
        var left = await writer.PrepareAsync(from, leave, ct);
        var arrived = await writer.PrepareAsync(to, arrive, ct);

        await using var write = await dbs.WriteAsync(ct);
        // Moved or taken back since it was looked at, what was prepared belongs elsewhere.
        if (
            await runs.FindAsync(write, actor, run, ct) is not { } row
            || row.Version != seen.Version
        )
            return null;
        await writer.StoreAsync(write, new(from, left, []), ct);
        await writer.StoreAsync(write, new(to, arrived, []), ct);
        await workouts.CopyAsync(write, from, to, run, ct);
        await workouts.WithdrawAsync(write, from, run, ct);
        await ecgs.CopyAsync(write, from, to, run, ct);
        await ecgs.WithdrawAsync(write, from, run, ct);
        // The report goes with the readings: it is sealed under the other person's key from now on.
        row.PersonId = to.Value;
        await runs.SealAsync(row, payload, ct);
        return await write.TrySaveAsync(ct) ? Done.Value : null;
    }

    /// <summary>What this import carried of one month, as if it had been the only one.</summary>
    private async Task<byte[]?> CarriedAsync(
        PersonId person,
        Kind kind,
        SourceKey source,
        int month,
        ImportId run,
        CancellationToken ct
    )
    {
        if (await segments.OneAsync(person, kind, source, month, ct) is not { } segment)
            return null;
        var facts = segment
            .Facts.Where(f => f.Imports.Contains(run))
            .Select(f => f with { Imports = ImportSet.Of(run) })
            .ToList();
        var withdrawals = segment
            .Withdrawals.Where(w => w.Imports.Contains(run))
            .Select(w => w with { Imports = ImportSet.Of(run) })
            .ToList();
        return facts.Count + withdrawals.Count == 0
            ? null
            : SegmentCodec.Encode(Segment.Of(kind.Code, source, month, facts, [], withdrawals));
    }
}
