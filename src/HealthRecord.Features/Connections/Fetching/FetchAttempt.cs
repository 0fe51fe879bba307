using HealthRecord.Features.Connections.Vendors;

namespace HealthRecord.Features.Connections.Fetching;

/// <summary>One attempt while it runs.</summary>
internal sealed class FetchAttempt(
    ClaimedConnection claimed,
    IVendor vendor,
    Delivery delivery,
    ConnectionPayload payload
)
{
    public ClaimedConnection Claimed => claimed;
    public IVendor Vendor => vendor;
    public Delivery Delivery => delivery;

    /// <summary>What is known when what was fetched is handed over.</summary>
    public ConnectionPayload Now { get; set; } = payload;

    /// <summary>What is known when it is not: the tokens are the newest, the place is the old one.</summary>
    public ConnectionPayload Kept { get; set; } = payload;

    /// <summary>There is more to fetch at once.</summary>
    public bool IsUnfinished { get; set; }

    public ConnectionTokens Tokens =>
        Now.Tokens ?? throw new InvalidOperationException("Not connected.");

    /// <summary>True for what holds whatever becomes of the delivery.</summary>
    public void Learn(Func<ConnectionPayload, ConnectionPayload> change) =>
        (Now, Kept) = (change(Now), change(Kept));
}
