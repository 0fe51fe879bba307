using HealthRecord.Domain;
using HealthRecord.Features.Connections.Vendors;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Connections;

/// <summary>A service that may be connected.</summary>
public sealed record OfferedVendor(string Code, string Name, bool IsTried);

/// <summary>One connected service as its page shows it.</summary>
/// <param name="NextUtc">When it is asked next; null when it is not by itself.</param>
/// <param name="WaitUntilUtc">The vendor asked for patience until then; null when it did not, or it is over.</param>
/// <param name="HasWholeHistory">Whether the past is fetched as far as it goes.</param>
/// <param name="IsDamaged">Its seal does not open: it can only be forgotten.</param>
public sealed record ConnectionView(
    ConnectionId Connection,
    string Vendor,
    string Name,
    ConnectionState State,
    DateTime? ConnectedUtc,
    DateTime? LastDeliveryUtc,
    DateTime? LastFetchUtc,
    DateTime? NextUtc,
    DateTime? WaitUntilUtc,
    bool HasWholeHistory,
    bool IsOffered,
    bool IsDamaged
);

public sealed record ConnectionsView(
    IReadOnlyList<OfferedVendor> Offered,
    IReadOnlyList<ConnectionView> Connections
);

/// <summary>The services connected to a person, for who stands for them.</summary>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class ReadConnections(
    HealthDbs dbs,
    ConnectionRows rows,
    Access access,
    VendorList vendors,
    TimeProvider clock
)
{
    public async Task<Outcome<ConnectionsView>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        if (!await access.MayGrantAsync(actor, person, ct))
            return ConnectionErrors.NotFound;
        List<ConnectionRow> stored;
        await using (var db = await dbs.ReadAsync(ct))
            stored = await db
                .Connections.Where(c => c.PersonId == person.Value)
                .OrderBy(c => c.Id)
                .ToListAsync(ct);
        var views = new List<ConnectionView>();
        foreach (var row in stored)
            if (await ViewAsync(row, ct) is { } view)
                views.Add(view);
        return new ConnectionsView(
            [.. vendors.Offered.Select(v => new OfferedVendor(v.Code, v.Name, v.IsTried))],
            views
        );
    }

    private async Task<ConnectionView?> ViewAsync(ConnectionRow row, CancellationToken ct)
    {
        ConnectionPayload payload;
        try
        {
            payload = await rows.OpenAsync(row, ct);
        }
        catch (RecordDamagedException)
        {
            return new(
                new(row.Id),
                "",
                "-",
                ConnectionState.ToReconnect,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                true
            );
        }
        if (payload.State == ConnectionState.Asking)
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var isConnected = payload.State == ConnectionState.Connected;
        var vendor = vendors.Find(payload.Vendor);
        return new(
            new(row.Id),
            payload.Vendor,
            vendor?.Name ?? payload.Vendor,
            payload.State,
            payload.ConnectedUtc,
            payload.LastDeliveryUtc,
            payload.LastFetchUtc,
            isConnected ? row.DueUtc : null,
            isConnected && payload.WaitUntilUtc > now ? payload.WaitUntilUtc : null,
            payload.HasWholeHistory,
            vendor?.IsOffered ?? false,
            IsDamaged: false
        );
    }
}
