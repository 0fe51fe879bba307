using System.Text.Json.Serialization;

namespace HealthRecord.Features.Connections;

public enum ConnectionState
{
    /// <summary>The person was sent to the vendor and has not come back.</summary>
    Asking,
    Connected,

    /// <summary>The vendor takes our tokens no more: only the person can mend it.</summary>
    ToReconnect,
}

/// <summary>What a vendor gave us to act with. Never outside a seal, a log or an address.</summary>
/// <param name="Subject">Who the person is at the vendor.</param>
public sealed record ConnectionTokens(
    string Access,
    string Refresh,
    DateTime ExpiresUtc,
    string Scope,
    string Subject
);

/// <summary>Where fetching stands in the middle of a pass over all lists of a vendor.</summary>
/// <param name="IsHistory">A window of the past; else what changed since the last pass.</param>
/// <param name="List">Which list of the vendor, counted from 0.</param>
/// <param name="Page">The vendor's mark of the next page; null at the first.</param>
/// <param name="BroughtAny">Whether the pass brought anything so far: a past that stays empty is not asked for for ever.</param>
public sealed record FetchCursor(
    bool IsHistory,
    int List,
    DateTime FromUtc,
    DateTime ToUtc,
    string? Page,
    bool BroughtAny
);

/// <summary>The sealed inside of a connection.</summary>
public sealed record ConnectionPayload
{
    public int Version { get; init; } = 1;
    public required string Vendor { get; init; }
    public ConnectionState State { get; init; }

    /// <summary>Proof key of the question that is open (RFC 7636); null where the vendor offers none.</summary>
    public string? Verifier { get; init; }
    public ConnectionTokens? Tokens { get; init; }

    /// <summary>In the address at which the vendor notifies; outside stands its hash.</summary>
    public string? CallbackSecret { get; init; }

    /// <summary>Until when the vendor has promised to notify.</summary>
    public DateTime? NotifiedUntilUtc { get; init; }
    public DateTime? ConnectedUtc { get; init; }
    public DateTime? LastFetchUtc { get; init; }
    public DateTime? LastDeliveryUtc { get; init; }

    /// <summary>The vendor asked for patience until then.</summary>
    public DateTime? WaitUntilUtc { get; init; }

    /// <summary>Everything that changed before was fetched.</summary>
    public DateTime? TakenUntilUtc { get; init; }

    /// <summary>How far back the past was fetched.</summary>
    public DateTime? HistoryFromUtc { get; init; }
    public int EmptyWindows { get; init; }
    public bool HasWholeHistory { get; init; }
    public FetchCursor? Cursor { get; init; }

    /// <summary>Digests, 8 bytes each, of what the last pass brought: what comes again unchanged makes no delivery.</summary>
    public byte[] Seen { get; init; } = [];

    /// <summary>The same of the pass that is under way.</summary>
    public byte[] SeenNow { get; init; } = [];
    public int Failures { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConnectionPayload))]
internal sealed partial class ConnectionJson : JsonSerializerContext;
