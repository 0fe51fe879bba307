using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>Says that a reading which was taken for an echo of another source's is a measurement of its own, or takes that back.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class SplitReading(ReadingMarks marks, TimeProvider clock)
{
    public Task<Outcome<ReadingView>> RunAsync(
        Actor actor,
        PersonId person,
        ReadingId id,
        bool own,
        int seen,
        Guid operation,
        CancellationToken ct
    ) =>
        marks.SayAsync(
            actor,
            person,
            id,
            seen,
            new(nameof(SplitReading), operation),
            found =>
                Task.FromResult<Outcome<Said>>(
                    found.Reading.IsDeleted
                        ? ReadingErrors.NotFound
                        : new Said(
                            found.Next(
                                actor,
                                clock,
                                found.Said?.State ?? MarkState.Kept,
                                found.Said?.Confirmed ?? false,
                                found.Said?.Replacement,
                                found.Reading.Moment,
                                found.Reading.Note
                            ) with
                            {
                                IsOwn = own,
                            },
                            id,
                            []
                        )
                ),
            ct
        );
}
