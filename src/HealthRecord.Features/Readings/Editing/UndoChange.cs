using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Readings;

/// <summary>Takes back the last thing that was said of a reading by hand: a deletion, a correction, a confirmation.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class UndoChange(ReadingMarks marks, ReadingFinder finder, TimeProvider clock)
{
    /// <param name="became">The other id that a correction gave the reading, when it moved to another month: it goes.</param>
    public Task<Outcome<ReadingView>> RunAsync(
        Actor actor,
        PersonId person,
        ReadingId id,
        int seen,
        Guid operation,
        CancellationToken ct,
        ReadingId? became = null
    ) =>
        marks.SayAsync(
            actor,
            person,
            id,
            seen,
            new(nameof(UndoChange), operation),
            found => DecideAsync(actor, person, found, became, ct),
            ct
        );

    private async Task<Outcome<Said>> DecideAsync(
        Actor actor,
        PersonId person,
        FoundReading found,
        ReadingId? became,
        CancellationToken ct
    )
    {
        if (found.Reading.Revision == 0)
            return ReadingErrors.NotFound;
        var also = new List<SegmentChange>();
        if (became is { } other && other != found.Id)
        {
            if (await finder.FindAsync(actor, person, other, ct) is not { MayWrite: true } moved)
                return ReadingErrors.NotFound;
            var gone = DeleteReading.MarkOf(actor, moved, clock);
            also.Add(
                new(
                    moved.Kind,
                    moved.Segment.Source,
                    moved.Segment.Month,
                    present => present?.WithMark(gone)
                )
            );
        }
        var before = found.Before(found.Reading.Revision);
        return new Said(
            new Mark(
                found.Reading.Key,
                found.Reading.Revision + 1,
                actor.Account,
                clock.GetUtcNow().ToUnixTimeMilliseconds(),
                before?.State ?? MarkState.Kept,
                before?.Confirmed ?? false,
                before?.Replacement,
                before?.Moment,
                before?.Note
            ),
            found.Id,
            also
        );
    }
}
