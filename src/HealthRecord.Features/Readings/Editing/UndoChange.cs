using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Readings;

/// <summary>Takes back what was said of a reading by hand: a deletion, a correction, a confirmation.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class UndoChange(
    ReadingMarks marks,
    ReadingFinder finder,
    AnsweredOperations operations,
    TimeProvider clock
)
{
    private static readonly string[] Changes =
    [
        nameof(DeleteReading),
        nameof(EditReading),
        nameof(ConfirmReading),
        nameof(SplitReading),
        nameof(UndoChange),
    ];

    /// <param name="change">
    /// The operation that made the change: what stood there before it comes back. Without it, or after 48 h, the reading
    /// comes back as it was first written.
    /// </param>
    public async Task<Outcome<ReadingView>> RunAsync(
        Actor actor,
        PersonId person,
        ReadingId id,
        int seen,
        Guid operation,
        CancellationToken ct,
        Guid? change = null
    )
    {
        var answer = change is { } c ? await RecallAsync(actor, c, ct) : null;
        return await marks.SayAsync(
            actor,
            person,
            answer?.Was ?? id,
            seen,
            new(nameof(UndoChange), operation),
            found => DecideAsync(actor, person, found, answer, ct),
            ct
        );
    }

    private async Task<ChangeAnswer?> RecallAsync(Actor actor, Guid change, CancellationToken ct)
    {
        foreach (var useCase in Changes)
            if (await operations.RecallAsync(actor, new(useCase, change), ct) is { } said)
                return ChangeAnswer.Read(said);
        return null;
    }

    private async Task<Outcome<Said>> DecideAsync(
        Actor actor,
        PersonId person,
        FoundReading found,
        ChangeAnswer? answer,
        CancellationToken ct
    )
    {
        if (found.Reading.Revision == 0)
            return ReadingErrors.NotFound;
        var also = new List<SegmentChange>();
        if (answer is not null && answer.Became != answer.Was)
        {
            // The correction moved it to another month: what it became there goes.
            if (
                await finder.FindAsync(actor, person, answer.Became, ct)
                is not { MayWrite: true } moved
            )
                return ReadingErrors.NotFound;
            var gone = moved.Gone(actor, clock);
            also.Add(
                new(
                    moved.Kind,
                    moved.Segment.Source,
                    moved.Segment.Month,
                    present => present?.WithMark(gone)
                )
            );
        }
        var before = answer?.Mark();
        return new Said(
            found.Next(
                actor,
                clock,
                before?.State ?? MarkState.Kept,
                before?.Confirmed ?? false,
                before?.Replacement,
                before is null && answer is null ? found.Reading.Moment : before?.Moment,
                before is null && answer is null ? found.Reading.Note : before?.Note
            ) with
            {
                IsOwn = before?.IsOwn ?? false,
            },
            found.Id,
            also
        );
    }
}
