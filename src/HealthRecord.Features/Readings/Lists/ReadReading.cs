using HealthRecord.Domain;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>One reading by its public id, as it stands now.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadReading(ReadingFinder finder)
{
    public async Task<Outcome<ReadingView>> RunAsync(
        Actor actor,
        PersonId person,
        ReadingId id,
        CancellationToken ct
    )
    {
        try
        {
            return
                await finder.FindAsync(actor, person, id, ct) is { Reading.IsDeleted: false } found
                ? found.View
                : ReadingErrors.NotFound;
        }
        catch (RecordDamagedException)
        {
            return ReadingErrors.Damaged;
        }
    }
}
