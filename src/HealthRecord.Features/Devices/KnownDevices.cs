using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Devices;

/// <summary>Remembers for an account which user of a device is who, and up to where it was read.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class KnownDevices(HealthDbs dbs, EntryStore entries)
{
    private const int Tries = 3;

    public async Task<KnownDevice> RunAsync(Actor actor, string device, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return (await FindAsync(db, actor, device, ct))?.Payload ?? new(device);
    }

    /// <summary>A convenience: where others are faster three times, nothing is remembered.</summary>
    public async Task RememberAsync(
        Actor actor,
        string device,
        Func<KnownDevice, KnownDevice> change,
        CancellationToken ct
    )
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await using var db = await dbs.WriteAsync(ct);
            var type = KnownDevice.Type;
            if (await FindAsync(db, actor, device, ct) is { } stored)
                await entries.UpdateAsync(
                    db,
                    type,
                    stored with
                    {
                        Payload = change(stored.Payload),
                    },
                    ct
                );
            else
                await entries.AddAsync(
                    db,
                    actor.OwnPerson,
                    type,
                    change(new(device)),
                    ct,
                    key: device
                );
            if (await db.TrySaveAsync(ct))
                return;
        }
    }

    private async Task<StoredEntry<KnownDevice>?> FindAsync(
        HealthDb db,
        Actor actor,
        string device,
        CancellationToken ct
    )
    {
        try
        {
            return await entries.FindAsync(db, actor.OwnPerson, KnownDevice.Type, device, ct);
        }
        catch (RecordDamagedException)
        {
            // Without it the page asks as it does the first time.
            return null;
        }
    }
}
