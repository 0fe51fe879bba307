using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Family.Photos;

/// <summary>Puts a photo in the place of the one before, or takes it away.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ChangePhoto(
    HealthDbs dbs,
    PersonStore persons,
    EntryStore entries,
    Access access
) : IDisposable
{
    private const int Tries = 5;

    // Decoding a PNG of 40 megapixels takes 160 MB: one at a time.
    private readonly SemaphoreSlim decoding = new(1, 1);

    /// <param name="sent">The file as it came; null takes the photo away.</param>
    /// <returns>The new photo's id, or null.</returns>
    public async Task<Outcome<Guid?>> RunAsync(
        Actor actor,
        PersonId person,
        ReadOnlyMemory<byte>? sent,
        CancellationToken ct
    )
    {
        var reach = await access.ToAsync(actor, person, ct);
        if (reach is null || !reach.MayRead(RecordDomains.Facts))
            return FamilyErrors.NotFound;
        if (!reach.MayWrite(RecordDomains.Facts))
            return FamilyErrors.NotYours;
        byte[]? jpeg = null;
        if (sent is { } file)
        {
            var made = await DecodeAsync(file, ct);
            if (made.Error is { } refusal)
                return refusal;
            jpeg = made.Value;
        }
        try
        {
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                await using var db = await dbs.WriteAsync(ct);
                if (await persons.FindAsync(db, person, ct) is not { Payload: { } before } stored)
                    return FamilyErrors.NotFound;
                var photo = jpeg is null ? null : await AddAsync(db, person, jpeg, ct);
                if (before.Photo is { } old)
                    await RemoveAsync(db, person, new EntryId(old), ct);
                var after = before with { Photo = photo };
                await persons.ReplaceAsync(db, person, stored.RowVersion, after, ct);
                if (await db.TrySaveAsync(ct))
                    return photo;
            }
        }
        catch (RecordDamagedException)
        {
            return FamilyErrors.Damaged;
        }
        catch (StorageFullException)
        {
            return FamilyErrors.StorageFull;
        }
        return FamilyErrors.Changed;
    }

    public void Dispose() => decoding.Dispose();

    private async Task<Outcome<byte[]>> DecodeAsync(ReadOnlyMemory<byte> file, CancellationToken ct)
    {
        await decoding.WaitAsync(ct);
        try
        {
            return PhotoImage.Make(file.Span);
        }
        finally
        {
            decoding.Release();
        }
    }

    private async Task<Guid?> AddAsync(
        HealthDb db,
        PersonId person,
        byte[] jpeg,
        CancellationToken ct
    )
    {
        var payload = new PhotoPayload { Jpeg = jpeg };
        return (await entries.AddAsync(db, person, PhotoPayload.Type, payload, ct)).Value;
    }

    private async Task RemoveAsync(HealthDb db, PersonId person, EntryId old, CancellationToken ct)
    {
        if (await entries.FindAsync(db, person, PhotoPayload.Type, old, ct) is { } entry)
            await entries.RemoveAsync(db, PhotoPayload.Type, entry, ct);
    }
}
