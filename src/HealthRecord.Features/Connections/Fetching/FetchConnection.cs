using Hangfire;
using HealthRecord.Domain;
using HealthRecord.Features.Connections.Vendors;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Connections.Fetching;

/// <summary>Fetches what a connected service has, a bounded step at a time, and hands it to the importer as one delivery.</summary>
/// <remarks>
/// Acts for the account that connected, and asks again what it may before anything is fetched and before it is handed
/// over; the import asks once more. Can run twice or on two machines: the lease decides who uses the tokens.
/// </remarks>
[UseCaseAccess(UseCaseRule.JobForAccount)]
internal sealed partial class FetchConnection(
    FetchLeases leases,
    FetchSteps steps,
    FetchQueue queue,
    VendorList vendors,
    ConnectionAddresses addresses,
    DeliveredFiles deliveries,
    Access access,
    TimeProvider clock,
    ILogger<FetchConnection> log
)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>A connection that only the person can mend is looked at by nobody.</summary>
    private static readonly TimeSpan NotByItself = TimeSpan.FromDays(3650);

    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(Guid connection, CancellationToken ct)
    {
        if (await leases.ClaimAsync(new(connection), evenIfNotDue: false, ct) is not { } claimed)
            return;
        var payload = claimed.Payload;
        if (payload.State == ConnectionState.Asking)
        {
            // Nobody came back in time.
            await leases.ForgetAsync(claimed, ct);
            return;
        }
        if (payload is not { State: ConnectionState.Connected, Tokens: { } tokens })
        {
            await EndAsync(claimed, payload, NotByItself);
            return;
        }
        if (vendors.FindOffered(payload.Vendor) is not { } vendor)
        {
            await EndAsync(claimed, payload, Day);
            return;
        }
        // A notice makes nobody ask before the time that the vendor wanted.
        if (payload.WaitUntilUtc - clock.GetUtcNow().UtcDateTime is { Ticks: > 0 } patience)
        {
            await EndAsync(claimed, payload, patience, hurry: false);
            return;
        }
        if (!await MayAsync(claimed, ct))
        {
            await GiveBackAsync(vendor, tokens, payload, ct);
            await leases.ForgetAsync(claimed, ct);
            return;
        }
        using var delivery = new Delivery();
        var attempt = new FetchAttempt(claimed, vendor, delivery, payload);
        try
        {
            await steps.AdvanceAsync(attempt, ct);
            await HandOverAsync(attempt, null, ct);
        }
        catch (VendorException e)
        {
            // What came before the fault is good.
            await HandOverAsync(attempt, e, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The server stops. What was not handed over is fetched again.
            await EndAsync(claimed, attempt.Kept, TimeSpan.Zero);
        }
        catch (Exception e) when (e is not RecordDamagedException)
        {
            // A bug, or a database that is away. The message may quote a value: only its type is written down.
            LogFailed(log, connection, e.GetType().Name);
            await EndAsync(claimed, Failed(attempt.Kept), Backoff(attempt.Kept.Failures));
        }
    }

    private async Task HandOverAsync(
        FetchAttempt attempt,
        VendorException? fault,
        CancellationToken ct
    )
    {
        var (claimed, vendor, delivery) = (attempt.Claimed, attempt.Vendor, attempt.Delivery);
        var now = clock.GetUtcNow().UtcDateTime;
        var known = attempt.Now;
        if (!delivery.IsEmpty)
        {
            if (claimed.Actor is not { } actor || !await MayAsync(claimed, ct))
            {
                await EndAsync(claimed, attempt.Kept, TimeSpan.Zero);
                return;
            }
            if (!await leases.RenewAsync(claimed, ct))
                return;
            await deliveries.TakeAsync(
                actor,
                new(claimed.Row.PersonId),
                claimed.Row.Id,
                vendor.Name,
                delivery.Whole(),
                vendor.Answers,
                ct
            );
            known = known with { LastDeliveryUtc = now };
        }
        var (after, wait) = fault is null
            ? Succeeded(known, attempt, now)
            : Faulted(known, fault, now);
        await EndAsync(claimed, after, wait);
    }

    private static (ConnectionPayload After, TimeSpan Wait) Succeeded(
        ConnectionPayload known,
        FetchAttempt attempt,
        DateTime now
    ) =>
        (
            known with
            {
                LastFetchUtc = now,
                WaitUntilUtc = null,
                Failures = 0,
            },
            attempt.IsUnfinished ? TimeSpan.Zero : FetchPlan.Rhythm
        );

    private static (ConnectionPayload After, TimeSpan Wait) Faulted(
        ConnectionPayload known,
        VendorException fault,
        DateTime now
    )
    {
        switch (fault.Fault)
        {
            case VendorFault.Busy:
                var wait = TimeSpan.FromSeconds(
                    Math.Clamp(fault.Wait?.TotalSeconds ?? 60, 1, Day.TotalSeconds)
                );
                return (known with { WaitUntilUtc = now + wait }, wait);
            case VendorFault.Revoked or VendorFault.Scope or VendorFault.Expired:
                return (
                    known with
                    {
                        State = ConnectionState.ToReconnect,
                        Tokens = null,
                        NotifiedUntilUtc = null,
                        WaitUntilUtc = null,
                    },
                    NotByItself
                );
            case VendorFault.Page:
                // The list begins anew; what it brought already is known.
                return (
                    Failed(known) with
                    {
                        Cursor = known.Cursor is { } at ? at with { Page = null } : null,
                    },
                    Backoff(known.Failures)
                );
            default:
                var patience =
                    fault.Wait is { } asked && asked > Backoff(known.Failures)
                        ? asked
                        : Backoff(known.Failures);
                return (Failed(known), patience < Day ? patience : Day);
        }
    }

    private static ConnectionPayload Failed(ConnectionPayload known) =>
        known with
        {
            Failures = Math.Min(known.Failures + 1, 20),
        };

    private static TimeSpan Backoff(int failures) =>
        TimeSpan.FromMinutes(Math.Min(5 * Math.Pow(2, failures), Day.TotalMinutes));

    // The stop of the server must not stop what it leaves behind from being said.
    private async Task EndAsync(
        ClaimedConnection claimed,
        ConnectionPayload after,
        TimeSpan wait,
        bool hurry = true
    )
    {
        var due = clock.GetUtcNow().UtcDateTime + wait;
        var tag =
            after.Tokens is { } tokens && vendors.Find(after.Vendor) is { } vendor
                ? vendor.TagOf(tokens.Subject)
                : null;
        if (
            await leases.SaveAsync(claimed, after, tag, due, CancellationToken.None, hurry)
            && wait == TimeSpan.Zero
        )
            queue.Enqueue(new(claimed.Row.Id));
    }

    private async Task<bool> MayAsync(ClaimedConnection claimed, CancellationToken ct) =>
        claimed.Actor is { } actor
        && (await access.DomainsAsync(actor, new(claimed.Row.PersonId), ct)).Writable
            != RecordDomains.None;

    private async Task GiveBackAsync(
        IVendor vendor,
        ConnectionTokens tokens,
        ConnectionPayload payload,
        CancellationToken ct
    )
    {
        try
        {
            var address = payload.CallbackSecret is { } secret
                ? addresses.NoticeOf(vendor, secret)
                : null;
            await vendor.RevokeAsync(tokens, address, ct);
        }
        catch (VendorException)
        {
            // The vendor's loss: we forget the tokens all the same.
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Connection {Connection} stopped: {Failure}")]
    private static partial void LogFailed(ILogger log, Guid connection, string failure);
}
