using HealthRecord.Domain;
using HealthRecord.Features.Connections.Vendors;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Connections;

/// <summary>Forgets a service and its tokens, and gives the access back to the vendor. What it delivered stays, each delivery an import that can be undone.</summary>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class EndConnection(
    HealthDbs dbs,
    ConnectionRows rows,
    VendorList vendors,
    ConnectionAddresses addresses
)
{
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        ConnectionId connection,
        CancellationToken ct
    )
    {
        ConnectionPayload? payload = null;
        await using (var db = await dbs.WriteAsync(ct))
        {
            if (await rows.FindAsync(db, actor, connection, ct) is not { } row)
                return ConnectionErrors.NotFound;
            try
            {
                payload = await rows.OpenAsync(row, ct);
            }
            catch (RecordDamagedException)
            {
                // Nothing to give back with.
            }
            // Whoever fetches at this moment finds no row and stops; a newer version of it does not save it.
            await db.Connections.Where(c => c.Id == connection.Value).ExecuteDeleteAsync(ct);
        }
        if (payload is { Tokens: { } tokens } && vendors.FindOffered(payload.Vendor) is { } vendor)
            await GiveBackAsync(vendor, tokens, payload.CallbackSecret);
        return Done.Value;
    }

    // Ours are forgotten already: that the person leaves the page changes nothing any more.
    private async Task GiveBackAsync(IVendor vendor, ConnectionTokens tokens, string? secret)
    {
        try
        {
            await vendor.RevokeAsync(
                tokens,
                secret is null ? null : addresses.NoticeOf(vendor, secret),
                CancellationToken.None
            );
        }
        catch (VendorException)
        {
            // Away, or the person was faster there.
        }
    }
}
