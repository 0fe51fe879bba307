using HealthRecord.Domain;
using HealthRecord.Features.Connections.Fetching;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Connections;

/// <summary>Asks a service at once. While the vendor wants patience nothing is asked.</summary>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class FetchNow(
    HealthDbs dbs,
    ConnectionRows rows,
    FetchQueue queue,
    TimeProvider clock
)
{
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        ConnectionId connection,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using (var db = await dbs.WriteAsync(ct))
        {
            if (await rows.FindAsync(db, actor, connection, ct) is not { } row)
                return ConnectionErrors.NotFound;
            var payload = await rows.OpenAsync(row, ct);
            if (payload.State != ConnectionState.Connected || payload.WaitUntilUtc > now)
                return ConnectionErrors.Busy;
            await db.HurryAsync(connection, now, ct);
        }
        queue.Enqueue(connection);
        return Done.Value;
    }
}
