using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>Takes a reading out of everything that is shown. It can be brought back, and importing it again does not.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class DeleteReading(ReadingMarks marks, TimeProvider clock)
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
            new(nameof(DeleteReading), operation),
            found =>
                Task.FromResult<Outcome<Said>>(
                    found.Reading.IsDeleted
                        ? ReadingErrors.NotFound
                        : new Said(found.Gone(actor, clock), id, [])
                ),
            ct
        );
}
