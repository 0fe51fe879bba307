using HealthRecord.Features.Connections.Vendors;

namespace HealthRecord.Features.Connections.Fetching;

/// <summary>What is asked next: the last months first, then what changed, then the past window by window until it stays empty.</summary>
internal static class FetchPlan
{
    /// <summary>Vendors revise what they have told, some days long.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromDays(3);

    /// <summary>How often a service is asked that does not notify, or whose notices got lost.</summary>
    public static readonly TimeSpan Rhythm = TimeSpan.FromHours(6);
    private static readonly TimeSpan LongestHistory = TimeSpan.FromDays(20 * 365.25);
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(3 * 365.25);

    /// <param name="mayLookBack">Whether a window of the past may follow, or only what changed is due.</param>
    /// <returns>Null when there is nothing to ask for now.</returns>
    public static FetchCursor? Next(
        ConnectionPayload connection,
        IVendor vendor,
        DateTime now,
        bool mayLookBack
    )
    {
        if (connection.TakenUntilUtc is not { } taken)
            return new(IsHistory: true, 0, now - vendor.Window, now, null, BroughtAny: false);
        if (!mayLookBack)
        {
            // After a long silence too nobody is asked for more than a window at once.
            var (from, most) = (taken - Overlap, taken - Overlap + vendor.Window);
            return new(IsHistory: false, 0, from, most < now ? most : now, null, BroughtAny: false);
        }
        return connection is { HasWholeHistory: false, HistoryFromUtc: { } known }
            ? new(IsHistory: true, 0, known - vendor.Window, known, null, BroughtAny: false)
            : null;
    }

    /// <summary>What is known after a pass over all lists.</summary>
    public static ConnectionPayload Passed(
        ConnectionPayload connection,
        FetchCursor pass,
        IVendor vendor
    )
    {
        var after = connection with { Cursor = null, SeenNow = [] };
        // The first window is what later passes overlap with.
        if (!pass.IsHistory || connection.TakenUntilUtc is null)
            after = after with { TakenUntilUtc = pass.ToUtc, Seen = connection.SeenNow };
        if (!pass.IsHistory)
            return after;
        var empty = pass.BroughtAny ? 0 : connection.EmptyWindows + 1;
        return after with
        {
            HistoryFromUtc = pass.FromUtc,
            EmptyWindows = empty,
            HasWholeHistory =
                empty * vendor.Window >= LongestGap
                || connection.ConnectedUtc - pass.FromUtc >= LongestHistory,
        };
    }
}
