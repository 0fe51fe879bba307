using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Connections.Fetching;

/// <summary>Hands every connection that is due to a worker. One sweep for all, not a schedule for each.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class FetchDue(HealthDbs dbs, FetchQueue queue, TimeProvider clock)
{
    private const int AtOnce = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var due = await db
            .Connections.Where(c =>
                c.DueUtc <= now && (c.LeaseUntilUtc == null || c.LeaseUntilUtc <= now)
            )
            .OrderBy(c => c.DueUtc)
            .Select(c => c.Id)
            .Take(AtOnce)
            .ToListAsync(ct);
        foreach (var connection in due)
            queue.Enqueue(new(connection));
    }
}
