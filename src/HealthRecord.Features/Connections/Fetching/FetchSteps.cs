using HealthRecord.Features.Connections.Vendors;

namespace HealthRecord.Features.Connections.Fetching;

/// <summary>Asks a vendor list after list and page after page, as far as one attempt goes, with tokens that are fresh.</summary>
internal sealed class FetchSteps(
    FetchLeases leases,
    ConnectionAddresses addresses,
    TimeProvider clock
)
{
    /// <summary>Pages of one attempt: nobody waits behind a past of many years.</summary>
    private const int MostPages = 40;
    private static readonly TimeSpan Spare = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RenewNotices = TimeSpan.FromDays(7);

    /// <exception cref="VendorException">The vendor did not do as asked. What came before stands in the attempt.</exception>
    public async Task AdvanceAsync(FetchAttempt attempt, CancellationToken ct)
    {
        if (attempt.Tokens.ExpiresUtc - Spare <= clock.GetUtcNow().UtcDateTime)
            await RefreshAsync(attempt, ct);
        await SubscribeAsync(attempt, ct);
        var items = new NewItems(attempt.Now.Seen, attempt.Now.SeenNow);
        var lookBack = false;
        for (var pages = 0; pages < MostPages && attempt.Delivery.Bytes < Delivery.Enough; )
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var at =
                attempt.Now.Cursor ?? FetchPlan.Next(attempt.Now, attempt.Vendor, now, lookBack);
            if (at is null)
                return;
            var known = await PageAsync(attempt, at, items, ct);
            pages++;
            if (known.Cursor is null)
            {
                items = new(known.Seen, []);
                // What changed comes before the past in every attempt, however long the past is.
                lookBack |=
                    known.TakenUntilUtc == at.ToUtc
                    && at.ToUtc > now - FetchPlan.Overlap
                    && (!at.IsHistory || attempt.Now.TakenUntilUtc is null);
            }
            attempt.Now = known;
        }
        attempt.IsUnfinished = attempt.Now.Cursor is not null || !attempt.Now.HasWholeHistory;
    }

    private async Task<ConnectionPayload> PageAsync(
        FetchAttempt attempt,
        FetchCursor at,
        NewItems items,
        CancellationToken ct
    )
    {
        var vendor = attempt.Vendor;
        var list = vendor.Lists[at.List];
        var question = new VendorQuestion(list, at.FromUtc, at.ToUtc, !at.IsHistory, at.Page);
        // Kept even when this page fails: the next attempt begins here.
        attempt.Now = attempt.Now with
        {
            Cursor = at,
        };
        var page = await AskAsync(attempt, question, ct);
        if (page.Next is { } next && next == at.Page)
            throw new VendorException(VendorFault.Page);
        var left = items.Of(list, page.Body, vendor.ItemNames);
        if (left is not null)
            attempt.Delivery.Add(list, left);
        at = at with { BroughtAny = at.BroughtAny || left is not null, Page = page.Next };
        if (page.Next is null)
            at = at with { List = at.List + 1 };
        var known = attempt.Now with
        {
            Cursor = at,
            // Of the past before the first window nothing is fetched twice.
            SeenNow = at.IsHistory && attempt.Now.TakenUntilUtc is not null ? [] : items.Now,
        };
        return at.List < vendor.Lists.Count ? known : FetchPlan.Passed(known, at, vendor);
    }

    /// <summary>An access token may end before its time: then it is refreshed, once.</summary>
    private async Task<VendorPage> AskAsync(
        FetchAttempt attempt,
        VendorQuestion question,
        CancellationToken ct
    )
    {
        await RenewAsync(attempt, ct);
        try
        {
            return await attempt.Vendor.FetchAsync(attempt.Tokens, question, ct);
        }
        catch (VendorException e) when (e.Fault == VendorFault.Expired)
        {
            await RefreshAsync(attempt, ct);
        }
        return await attempt.Vendor.FetchAsync(attempt.Tokens, question, ct);
    }

    private async Task RefreshAsync(FetchAttempt attempt, CancellationToken ct)
    {
        await RenewAsync(attempt, ct);
        // Once it is sent the old one is used up: the stop of the server must not come between it and the new one.
        var fresh = await attempt.Vendor.RefreshAsync(attempt.Tokens, CancellationToken.None);
        if (!attempt.Vendor.IsEnough(fresh.Scope))
            throw new VendorException(VendorFault.Scope);
        attempt.Learn(p => p with { Tokens = fresh });
        if (
            !await leases.SaveAsync(
                attempt.Claimed,
                attempt.Kept,
                subjectTag: null,
                due: null,
                CancellationToken.None
            )
        )
            throw new OperationCanceledException("The lease is lost.");
    }

    private async Task SubscribeAsync(FetchAttempt attempt, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (
            attempt.Now.NotifiedUntilUtc - RenewNotices > now
            || attempt.Now.CallbackSecret is not { } secret
            || addresses.NoticeOf(attempt.Vendor, secret) is not { } address
        )
            return;
        try
        {
            var until = await attempt.Vendor.SubscribeAsync(attempt.Tokens, address, ct);
            attempt.Learn(p => p with { NotifiedUntilUtc = until });
        }
        catch (VendorException e)
            when (e.Fault is VendorFault.Away or VendorFault.Page or VendorFault.Scope)
        {
            // Without notices the service is asked by the clock; the next attempt tries again.
        }
    }

    private async Task RenewAsync(FetchAttempt attempt, CancellationToken ct)
    {
        if (!await leases.RenewAsync(attempt.Claimed, ct))
            throw new OperationCanceledException("The lease is lost.");
    }
}
