using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Readings;

/// <summary>A reading where it lies, and what the actor may do to it.</summary>
internal sealed record FoundReading(
    ReadingId Id,
    Kind Kind,
    Segment Segment,
    SegmentReading Reading,
    bool MayWrite
)
{
    public ReadingView View => ReadingView.Of(Id, Kind, Segment.Source, Reading);

    /// <summary>What was said last by hand; null when nothing was.</summary>
    public Mark? Said => Segment.Marks.FirstOrDefault(m => m.Key == Reading.Key);

    /// <summary>What is said of the reading next: one revision further than what was seen.</summary>
    public Mark Next(
        Actor actor,
        TimeProvider clock,
        MarkState state,
        bool confirmed,
        ReadingContent? replacement,
        string? moment,
        string? note
    ) =>
        new(
            Reading.Key,
            Reading.Revision + 1,
            actor.Account,
            clock.GetUtcNow().ToUnixTimeMilliseconds(),
            state,
            confirmed,
            replacement,
            moment,
            note
        )
        {
            IsOwn = Said?.IsOwn == true,
        };

    /// <summary>Takes the reading out of everything that is shown; what was said beside it stays with it.</summary>
    public Mark Gone(Actor actor, TimeProvider clock) =>
        Next(
            actor,
            clock,
            MarkState.Deleted,
            Said?.Confirmed ?? false,
            null,
            Reading.Moment,
            Reading.Note
        );
}

/// <summary>Finds a reading by its public id, through the actor's rights.</summary>
internal sealed class ReadingFinder(
    HealthDbs dbs,
    PersonKeys keys,
    PersonKinds kinds,
    Access access
)
{
    /// <summary>Null when it is not there or not to be read: both look the same.</summary>
    /// <exception cref="RecordDamagedException">Its month cannot be opened.</exception>
    public async Task<FoundReading?> FindAsync(
        Actor actor,
        PersonId person,
        ReadingId id,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !id.TryRead(out var month, out var tag)
        )
            return null;
        SegmentRow? row;
        await using (var db = await dbs.ReadAsync(ct))
            row = await db.Segments.SingleOrDefaultAsync(
                s => s.PersonId == person.Value && s.Tag == tag && s.Month == month,
                ct
            );
        if (row is null)
            return null;
        var secrets = await keys.GetAsync(person.Value, ct);
        var segment = SegmentStore.Open(secrets, row);
        if (
            await kinds.FindAsync(person, segment.KindCode, ct) is not { } kind
            || !may.MayRead(kind.Domain)
        )
            return null;
        foreach (var reading in segment.Readings(kind, withDeleted: true))
            if (id.Names(secrets, tag, month, reading.Key))
                return new(id, kind, segment, reading, may.MayWrite(kind.Domain));
        return null;
    }
}
