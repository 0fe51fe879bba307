using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Connections;

/// <summary>Finds connections through the persons that an actor stands for, and opens and seals their inside.</summary>
internal sealed class ConnectionRows(PersonKeys keys, Access access)
{
    /// <summary>Null when there is none, or its person is none that the actor stands for: both look the same.</summary>
    public async Task<ConnectionRow?> FindAsync(
        HealthDb db,
        Actor actor,
        ConnectionId connection,
        CancellationToken ct
    )
    {
        var row = await db.Connections.SingleOrDefaultAsync(c => c.Id == connection.Value, ct);
        return row is not null && await access.MayGrantAsync(actor, new(row.PersonId), ct)
            ? row
            : null;
    }

    /// <exception cref="RecordDamagedException">The seal is damaged.</exception>
    public async Task<ConnectionPayload> OpenAsync(ConnectionRow row, CancellationToken ct) =>
        (await keys.GetAsync(row.PersonId, ct)).OpenJson(
            SealedTable.Connection,
            row.Id,
            row.Sealed,
            ConnectionJson.Default.ConnectionPayload
        );

    public async Task SealAsync(
        ConnectionRow row,
        ConnectionPayload payload,
        CancellationToken ct
    ) =>
        row.Sealed = (await keys.GetAsync(row.PersonId, ct)).SealJson(
            SealedTable.Connection,
            row.Id,
            payload,
            ConnectionJson.Default.ConnectionPayload
        );
}
