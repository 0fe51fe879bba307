using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Connections;

internal static class Hurry
{
    /// <summary>Makes a connection due now. One that is being fetched from is due again when that ends.</summary>
    /// <returns>False when it is due already: a repeated notice changes nothing.</returns>
    public static async Task<bool> HurryAsync(
        this HealthDb db,
        ConnectionId connection,
        DateTime now,
        CancellationToken ct
    ) =>
        await db
            .Connections.Where(c => c.Id == connection.Value && c.DueUtc > now)
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(c => c.DueUtc, now)
                        .SetProperty(c => c.Version, c => c.Version + 1),
                ct
            ) == 1;
}
