using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Family.Photos;

/// <summary>The photo of a person whose facts the actor may read, as a JPEG.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadPhoto(
    HealthDbs dbs,
    PersonStore persons,
    EntryStore entries,
    Access access
)
{
    public async Task<Outcome<byte[]>> RunAsync(Actor actor, PersonId person, CancellationToken ct)
    {
        if (!await access.MayReadAsync(actor, person, RecordDomains.Facts, ct))
            return FamilyErrors.NotFound;
        await using var db = await dbs.ReadAsync(ct);
        try
        {
            return
                await persons.FindAsync(db, person, ct) is { Payload.Photo: { } photo }
                && await entries.FindAsync(db, person, PhotoPayload.Type, new EntryId(photo), ct)
                    is { } entry
                ? entry.Payload.Jpeg
                : FamilyErrors.NotFound;
        }
        catch (RecordDamagedException)
        {
            return FamilyErrors.Damaged;
        }
    }
}
