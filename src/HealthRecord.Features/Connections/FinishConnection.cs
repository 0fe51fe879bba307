using HealthRecord.Domain;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Connections.Fetching;
using HealthRecord.Features.Connections.Vendors;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Connections;

/// <summary>What came back from the vendor in the address.</summary>
internal sealed record VendorReply(string? State, string? Code, string? Error, string? Scope);

/// <summary>Takes the vendor's answer, gets the tokens, and lets the first delivery begin.</summary>
/// <remarks>
/// The state is good once, for ten minutes, for the account that was sent away with it and for the person that it was
/// sent away for: a link that somebody else made connects nothing.
/// </remarks>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class FinishConnection(
    HealthDbs dbs,
    ConnectionRows rows,
    VendorList vendors,
    ConnectionAddresses addresses,
    FetchQueue queue,
    TimeProvider clock
)
{
    private const int LongestReply = 4096;

    public async Task<Outcome<PersonId>> RunAsync(
        Actor actor,
        string vendorCode,
        VendorReply reply,
        CancellationToken ct
    )
    {
        if (await UseUpAsync(actor, vendorCode, reply.State, ct) is not var (asked, payload))
            return ConnectionErrors.StateUnknown;
        if (vendors.FindOffered(vendorCode) is not { } vendor)
            return ConnectionErrors.NotOffered;
        if (reply.Error is not null || reply.Code is not { Length: > 0 and < LongestReply } code)
            return ConnectionErrors.Declined;
        ConnectionTokens tokens;
        try
        {
            tokens = await vendor.ExchangeAsync(
                code,
                addresses.ReturnOf(vendor),
                payload.Verifier,
                ct
            );
            // Some say only in the address what was ticked.
            if (tokens.Scope.Length == 0)
                tokens = tokens with { Scope = reply.Scope ?? "" };
            if (!vendor.IsEnough(tokens.Scope))
            {
                await vendor.RevokeAsync(tokens, null, ct);
                return ConnectionErrors.ScopeMissing;
            }
        }
        catch (VendorException e)
        {
            return e.Fault switch
            {
                VendorFault.Scope => ConnectionErrors.ScopeMissing,
                VendorFault.Away or VendorFault.Busy => ConnectionErrors.VendorAway,
                _ => ConnectionErrors.VendorRefused,
            };
        }
        var connection = await StoreAsync(asked, vendor, tokens, ct);
        if (connection is not { } id)
            return ConnectionErrors.Busy;
        queue.Enqueue(id);
        return new PersonId(asked.PersonId);
    }

    /// <summary>Deletes the open question, whatever becomes of it: the row decides which of two answers was first.</summary>
    private async Task<(ConnectionRow Row, ConnectionPayload Payload)?> UseUpAsync(
        Actor actor,
        string vendorCode,
        string? state,
        CancellationToken ct
    )
    {
        if (state is not { Length: > 0 and < 200 })
            return null;
        var hash = Secret.Hash(state);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        var row = await db.Connections.SingleOrDefaultAsync(
            c => c.SecretHash == hash && c.AccountId == actor.Account.Value && c.DueUtc > now,
            ct
        );
        if (row is null || await rows.FindAsync(db, actor, new(row.Id), ct) is null)
            return null;
        var payload = await rows.OpenAsync(row, ct);
        if (payload.State != ConnectionState.Asking || payload.Vendor != vendorCode)
            return null;
        db.Connections.Remove(row);
        return await db.TrySaveAsync(ct) ? (row, payload) : null;
    }

    /// <summary>A new connection, or the one of the same person at the same vendor, mended.</summary>
    private async Task<ConnectionId?> StoreAsync(
        ConnectionRow asked,
        IVendor vendor,
        ConnectionTokens tokens,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var tag = vendor.TagOf(tokens.Subject);
        await using var db = await dbs.WriteAsync(ct);
        var row = await db.Connections.FirstOrDefaultAsync(
            c => c.PersonId == asked.PersonId && c.SubjectTag == tag,
            ct
        );
        var secret = Secret.New();
        var payload = row is null
            ? new ConnectionPayload { Vendor = vendor.Code }
            : await rows.OpenAsync(row, ct);
        if (row is null)
        {
            row = new() { Id = Ids.New(), PersonId = asked.PersonId };
            db.Connections.Add(row);
        }
        row.AccountId = asked.AccountId;
        row.SecretHash = Secret.Hash(secret);
        row.SubjectTag = tag;
        row.DueUtc = now;
        // Whoever is fetching with the old tokens stops at the next step.
        row.LeaseOwner = null;
        row.LeaseUntilUtc = null;
        await rows.SealAsync(
            row,
            payload with
            {
                State = ConnectionState.Connected,
                Tokens = tokens,
                CallbackSecret = secret,
                NotifiedUntilUtc = null,
                ConnectedUtc = payload.ConnectedUtc ?? now,
                WaitUntilUtc = null,
                Failures = 0,
            },
            ct
        );
        return await db.TrySaveAsync(ct) ? new(row.Id) : null;
    }
}
