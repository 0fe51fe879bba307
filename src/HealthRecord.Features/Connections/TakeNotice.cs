using HealthRecord.Domain;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Connections.Fetching;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Connections;

/// <summary>A vendor says that there is something new. It is a hint and nothing else: what is new is fetched with our own tokens.</summary>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class TakeNotice(
    HealthDbs dbs,
    ConnectionRows rows,
    FetchQueue queue,
    TimeProvider clock
)
{
    private const int SecretLength = 43;

    /// <summary>By the address that only this connection has.</summary>
    /// <param name="subject">Whom the notice names; null to ask only whether the address is one.</param>
    public async Task<Outcome<Done>> RunAsync(
        string vendor,
        string secret,
        string? subject,
        CancellationToken ct
    )
    {
        if (secret.Length != SecretLength)
            return ConnectionErrors.NotFound;
        var hash = Secret.Hash(secret);
        ConnectionRow? row;
        await using (var db = await dbs.ReadAsync(ct))
            row = await db.Connections.SingleOrDefaultAsync(c => c.SecretHash == hash, ct);
        if (row is null)
            return ConnectionErrors.NotFound;
        var payload = await rows.OpenAsync(row, ct);
        // The state of an open question is no address.
        if (payload.State == ConnectionState.Asking || payload.Vendor != vendor)
            return ConnectionErrors.NotFound;
        if (subject is null)
            return Done.Value;
        if (payload.Tokens is { } tokens && tokens.Subject == subject)
            await HurryAsync([new(row.Id)], ct);
        return Done.Value;
    }

    /// <summary>By whom a notice names that was proven to be the vendor's. Whether anybody is known is not told.</summary>
    /// <param name="tag">Of the subject; see <see cref="Vendors.SubjectTags"/>.</param>
    public async Task OfSubjectAsync(byte[] tag, CancellationToken ct)
    {
        List<ConnectionId> named;
        await using (var db = await dbs.ReadAsync(ct))
            named = await db
                .Connections.Where(c => c.SubjectTag == tag)
                .Select(c => new ConnectionId(c.Id))
                .ToListAsync(ct);
        await HurryAsync(named, ct);
    }

    private async Task HurryAsync(IReadOnlyList<ConnectionId> connections, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var connection in connections)
        {
            bool isNew;
            await using (var db = await dbs.WriteAsync(ct))
                isNew = await db.HurryAsync(connection, now, ct);
            if (isNew)
                queue.Enqueue(connection);
        }
    }
}
