using HealthRecord.Features.Connections.Vendors;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Connections.Fetching;

/// <summary>A connection that this attempt alone may act for.</summary>
/// <param name="DueUtc">When it was due: a notice that comes meanwhile changes it and is not lost.</param>
/// <param name="Actor">Null when the account that connected is gone.</param>
internal sealed record ClaimedConnection(
    ConnectionRow Row,
    Guid Lease,
    DateTime DueUtc,
    Actor? Actor,
    ConnectionPayload Payload
);

/// <summary>Sees to it that one worker at a time uses the tokens of a connection: a refresh token is good once.</summary>
internal sealed class FetchLeases(HealthDbs dbs, ConnectionRows rows, TimeProvider clock)
{
    /// <summary>Longer than any single request may take.</summary>
    public static readonly TimeSpan Length = 4 * VendorHttp.Patience;
    private const int Tries = 5;

    /// <summary>Null when it is not due, or somebody else is at it.</summary>
    public async Task<ClaimedConnection?> ClaimAsync(
        ConnectionId connection,
        bool evenIfNotDue,
        CancellationToken ct
    )
    {
        await using var db = await dbs.WriteAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (
            await db.Connections.SingleOrDefaultAsync(
                c =>
                    c.Id == connection.Value
                    && (evenIfNotDue || c.DueUtc <= now)
                    && (c.LeaseUntilUtc == null || c.LeaseUntilUtc <= now),
                ct
            )
            is not { } row
        )
            return null;
        var account = await db.Users.SingleOrDefaultAsync(a => a.Id == row.AccountId, ct);
        var payload = await rows.OpenAsync(row, ct);
        var lease = Ids.New();
        row.LeaseOwner = lease;
        row.LeaseUntilUtc = now + Length;
        var claimed = new ClaimedConnection(
            row,
            lease,
            row.DueUtc,
            account is null
                ? null
                : new(new(row.AccountId), new(account.OwnPersonId), Session: null, Scope: null),
            payload
        );
        return await db.TrySaveAsync(ct) ? claimed : null;
    }

    /// <summary>False when the lease is lost: nothing may be done with the tokens any more.</summary>
    public async Task<bool> RenewAsync(ClaimedConnection claimed, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        return await Held(db, claimed)
                .Where(c => c.LeaseUntilUtc > now)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.LeaseUntilUtc, now + Length), ct)
            == 1;
    }

    /// <summary>Writes down what is known now. False when the lease is lost, and then nothing is written.</summary>
    /// <param name="due">Ends the attempt: when the next one is due.</param>
    /// <param name="hurry">Whether a notice that came meanwhile makes it due at once.</param>
    public async Task<bool> SaveAsync(
        ClaimedConnection claimed,
        ConnectionPayload payload,
        byte[]? subjectTag,
        DateTime? due,
        CancellationToken ct,
        bool hurry = true
    )
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await using var db = await dbs.WriteAsync(ct);
            if (await Held(db, claimed).SingleOrDefaultAsync(ct) is not { } row)
                return false;
            await rows.SealAsync(row, payload, ct);
            row.SubjectTag = subjectTag ?? row.SubjectTag;
            if (due is { } next)
            {
                row.DueUtc = hurry && row.DueUtc != claimed.DueUtc ? row.DueUtc : next;
                row.LeaseOwner = null;
                row.LeaseUntilUtc = null;
            }
            if (await db.TrySaveAsync(ct))
                return true;
        }
        return false;
    }

    /// <summary>Forgets the connection and everything that is known of it.</summary>
    public async Task ForgetAsync(ClaimedConnection claimed, CancellationToken ct)
    {
        await using var db = await dbs.WriteAsync(ct);
        await Held(db, claimed).ExecuteDeleteAsync(ct);
    }

    private static IQueryable<ConnectionRow> Held(HealthDb db, ClaimedConnection claimed) =>
        db.Connections.Where(c => c.Id == claimed.Row.Id && c.LeaseOwner == claimed.Lease);
}
