using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Readings;

/// <summary>What a change by hand comes to: a mark, and what has to happen with it in the same transaction.</summary>
/// <param name="Becomes">The id under which the reading is found afterwards.</param>
internal sealed record Said(Mark Mark, ReadingId Becomes, IReadOnlyList<SegmentChange> Also);

/// <summary>Says something of one reading by hand: once an operation, and only of what its speaker has seen.</summary>
internal sealed class ReadingMarks(
    HealthDbs dbs,
    ReadingFinder finder,
    RecordWriter writer,
    AnsweredOperations operations
)
{
    private const int Tries = 5;

    /// <param name="seen">The revision that was shown; another one by now is answered with what stands there now.</param>
    public async Task<Outcome<ReadingView>> SayAsync(
        Actor actor,
        PersonId person,
        ReadingId id,
        int seen,
        OperationId operation,
        Func<FoundReading, Task<Outcome<Said>>> decide,
        CancellationToken ct
    )
    {
        try
        {
            var answer = await operations.OnceAsync(
                actor,
                operation,
                () => StoreAsync(actor, person, id, seen, operation, decide, ct),
                ct
            );
            if (answer.Error is { } refusal)
                return refusal;
            var became = ChangeAnswer.Read(answer.Value).Became;
            return await finder.FindAsync(actor, person, became, ct) is { } now
                ? now.View
                : ReadingErrors.NotFound;
        }
        catch (StorageFullException)
        {
            return ReadingErrors.StorageFull;
        }
        catch (RecordDamagedException)
        {
            return ReadingErrors.Damaged;
        }
    }

    private async Task<Outcome<string>> StoreAsync(
        Actor actor,
        PersonId person,
        ReadingId id,
        int seen,
        OperationId operation,
        Func<FoundReading, Task<Outcome<Said>>> decide,
        CancellationToken ct
    )
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await finder.FindAsync(actor, person, id, ct) is not { } found)
                return ReadingErrors.NotFound;
            if (!found.MayWrite)
                return ReadingErrors.NotYours;
            if (found.Reading.Revision != seen)
                return ReadingErrors.Changed(found.View);
            var decided = await decide(found);
            if (decided.Error is { } refusal)
                return refusal;
            var said = decided.Value;
            var overtaken = false;
            var change = new SegmentChange(
                found.Kind,
                found.Segment.Source,
                found.Segment.Month,
                present =>
                {
                    // Asked again when another writer changed the month meanwhile: only the reading that was seen is marked.
                    var revision = present
                        ?.Readings(found.Kind, withDeleted: true)
                        .FirstOrDefault(r => r.Key == said.Mark.Key)
                        ?.Revision;
                    overtaken |= revision != seen;
                    return revision == seen ? present!.WithMark(said.Mark) : present;
                }
            );
            var prepared = await writer.PrepareAsync(person, [change, .. said.Also], ct);
            await using var db = await dbs.WriteAsync(ct);
            await writer.StoreAsync(db, new(person, prepared, []), ct);
            if (overtaken)
                continue;
            var answer = ChangeAnswer.Of(found, said.Becomes).ToString();
            await operations.RememberAsync(db, actor, person, operation, answer, ct);
            if (await db.TrySaveAsync(ct))
                return answer;
            if (await operations.RecallAsync(actor, operation, ct) is { } before)
                return before;
        }
        return ReadingErrors.Busy;
    }
}
