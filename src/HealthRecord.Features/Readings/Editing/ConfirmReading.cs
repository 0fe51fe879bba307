using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>Says of a value that was set aside that it is right: it counts like any other from then on.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ConfirmReading(ReadingMarks marks, TimeProvider clock)
{
    public Task<Outcome<ReadingView>> RunAsync(
        Actor actor,
        PersonId person,
        ReadingId id,
        int seen,
        Guid operation,
        CancellationToken ct
    ) =>
        marks.SayAsync(
            actor,
            person,
            id,
            seen,
            new(nameof(ConfirmReading), operation),
            found =>
                Task.FromResult<Outcome<Said>>(
                    found.Reading.IsDeleted
                        ? ReadingErrors.NotFound
                        : new Said(
                            found.Next(
                                actor,
                                clock,
                                found.Said?.State ?? MarkState.Kept,
                                true,
                                found.Said?.Replacement,
                                found.Reading.Moment,
                                found.Reading.Note
                            ),
                            id,
                            []
                        )
                ),
            ct
        );
}
