namespace HealthRecord.Features.Connections.Vendors;

/// <summary>One list, or one page of it, that is asked of a vendor.</summary>
/// <param name="OnlyChanges">What changed since <paramref name="FromUtc"/>, whenever it was measured, where the vendor can tell.</param>
/// <param name="Page">As the last page named it; null for the first.</param>
internal sealed record VendorQuestion(
    string List,
    DateTime FromUtc,
    DateTime ToUtc,
    bool OnlyChanges,
    string? Page
);

/// <param name="Body">UTF-8 JSON as the vendor sent it.</param>
/// <param name="Next">What to ask for the next page with; null when this was the last.</param>
internal sealed record VendorPage(byte[] Body, string? Next);

/// <summary>A border: the cloud of one vendor. Everything it does not do as asked is a <see cref="VendorException"/>.</summary>
internal interface IVendor
{
    /// <summary>In addresses and in the configuration.</summary>
    string Code { get; }

    /// <summary>As people know it.</summary>
    string Name { get; }

    /// <summary>False where only the published reference is known.</summary>
    bool IsTried { get; }

    /// <summary>Whether this installation is registered there.</summary>
    bool IsOffered { get; }

    /// <summary>Whether the configured address is a double beside us.</summary>
    bool IsOnThisMachine { get; }

    /// <summary>Whether it takes a proof key with the question (RFC 7636, S256).</summary>
    bool TakesProofKey { get; }

    /// <summary>One notification address serves every connection, and each notice says whose it is.</summary>
    bool NoticesName { get; }

    /// <summary>Names of the lists, as <see cref="VendorQuestion.List"/> takes them.</summary>
    IReadOnlyList<string> Lists { get; }

    /// <summary>Names of the arrays in which a body has its items.</summary>
    IReadOnlyList<string> ItemNames { get; }

    /// <summary>How much of the past is asked for at once.</summary>
    TimeSpan Window { get; }

    /// <summary>What is said already to questions that the importer may have.</summary>
    IReadOnlyDictionary<string, string> Answers { get; }

    /// <summary>By which a notice that names somebody finds their connection; see <see cref="SubjectTags"/>.</summary>
    byte[] TagOf(string subject);

    /// <summary>Where the person is sent.</summary>
    string AskAddress(string returnTo, string state, string? challenge);

    /// <summary>Exchanges the code that came back. The subject may be another request.</summary>
    Task<ConnectionTokens> ExchangeAsync(
        string code,
        string returnTo,
        string? verifier,
        CancellationToken ct
    );

    /// <summary>Uses the refresh token, which may be good once only: what comes back replaces it.</summary>
    Task<ConnectionTokens> RefreshAsync(ConnectionTokens old, CancellationToken ct);

    /// <summary>Whether what was granted is enough for every list.</summary>
    bool IsEnough(string scope);

    Task<VendorPage> FetchAsync(
        ConnectionTokens tokens,
        VendorQuestion question,
        CancellationToken ct
    );

    /// <summary>Asks for notices. Harmless when repeated.</summary>
    /// <returns>Until when they are promised.</returns>
    Task<DateTime> SubscribeAsync(ConnectionTokens tokens, string address, CancellationToken ct);

    /// <summary>Gives the access back, as far as the vendor knows how.</summary>
    Task RevokeAsync(ConnectionTokens tokens, string? address, CancellationToken ct);
}
