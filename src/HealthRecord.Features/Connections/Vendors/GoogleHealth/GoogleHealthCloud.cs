using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace HealthRecord.Features.Connections.Vendors.GoogleHealth;

/// <summary>The Google Health API, version 4 (developers.google.com/health), written from its published reference and never tried with the real service.</summary>
/// <remarks>Notices go to one subscriber of the installation's project, which its operator arranges with Google once.</remarks>
internal sealed class GoogleHealthCloud(
    HttpClient http,
    IOptionsMonitor<VendorOptions> all,
    TimeProvider clock
) : IVendor
{
    public const string VendorCode = "google-health";
    private const string ScopeRoot = "https://www.googleapis.com/auth/googlehealth.";
    private const int PageSize = 5000;

    /// <summary>The most that is told at once of nights and workouts.</summary>
    private const int SessionPageSize = 25;

    /// <summary>How far the clock of a wall can be ahead of UTC.</summary>
    private static readonly TimeSpan FarthestEast = TimeSpan.FromHours(14);
    private static readonly TimeSpan NoticesHold = TimeSpan.FromDays(30);

    private static readonly string[] Scopes =
    [
        $"{ScopeRoot}activity_and_fitness.readonly",
        $"{ScopeRoot}health_metrics_and_measurements.readonly",
        $"{ScopeRoot}sleep.readonly",
    ];

    public string Code => VendorCode;
    public string Name => "Google Health (Fitbit)";
    public bool IsTried => false;
    public bool IsOffered => Options.IsComplete;
    public bool IsOnThisMachine => new Uri(Options.ApiUrl).IsLoopback;
    public bool TakesProofKey => true;
    public bool NoticesName => true;
    public IReadOnlyList<string> Lists { get; } =
    [
        "weight",
        "body-fat",
        "heart-rate",
        "oxygen-saturation",
        "steps",
        "distance",
        "sleep",
        "exercise",
    ];
    public IReadOnlyList<string> ItemNames { get; } = ["dataPoints"];
    public TimeSpan Window { get; } = TimeSpan.FromDays(30);
    public IReadOnlyDictionary<string, string> Answers { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    private VendorOptions Options => all.Get(VendorCode);

    private string Api => Options.ApiUrl.TrimEnd('/');

    public byte[] TagOf(string subject) => SubjectTags.Of(Options, Code, subject);

    public string AskAddress(string returnTo, string state, string? challenge) =>
        $"{Options.AskUrl}?response_type=code&client_id={Uri.EscapeDataString(Options.ClientId ?? "")}"
        + $"&scope={Uri.EscapeDataString(string.Join(' ', Scopes))}&state={state}"
        + $"&redirect_uri={Uri.EscapeDataString(returnTo)}"
        // Without both Google gives no refresh token to who agreed before.
        + "&access_type=offline&prompt=consent"
        + $"&code_challenge={challenge}&code_challenge_method=S256";

    public async Task<ConnectionTokens> ExchangeAsync(
        string code,
        string returnTo,
        string? verifier,
        CancellationToken ct
    )
    {
        var tokens = await TokensAsync(
            [
                ("grant_type", "authorization_code"),
                ("code", code),
                ("redirect_uri", returnTo),
                ("code_verifier", verifier),
            ],
            null,
            ct
        );
        var who = await CallAsync("/v4/users/me/identity", tokens.Access, ct);
        return VendorHttp.Read(who).Text("healthUserId") is { Length: > 0 } id
            ? tokens with
            {
                Subject = id,
            }
            : throw new VendorException(VendorFault.Away);
    }

    public Task<ConnectionTokens> RefreshAsync(ConnectionTokens old, CancellationToken ct) =>
        TokensAsync([("grant_type", "refresh_token"), ("refresh_token", old.Refresh)], old, ct);

    public bool IsEnough(string scope)
    {
        var granted = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Scopes.All(s => granted.Contains(s, StringComparer.Ordinal));
    }

    public async Task<VendorPage> FetchAsync(
        ConnectionTokens tokens,
        VendorQuestion question,
        CancellationToken ct
    )
    {
        var list = question.List;
        var size = list is "sleep" or "exercise" ? SessionPageSize : PageSize;
        var address =
            $"/v4/users/me/dataTypes/{list}/dataPoints?pageSize={size}&filter={Uri.EscapeDataString(Filter(question))}";
        if (question.Page is { } page)
            address += $"&pageToken={Uri.EscapeDataString(page)}";
        var body = await CallAsync(address, tokens.Access, ct);
        return new(
            body,
            VendorHttp.Read(body).Text("nextPageToken") is { Length: > 0 } next ? next : null
        );
    }

    // The subscriber of the project covers whoever agrees.
    public Task<DateTime> SubscribeAsync(
        ConnectionTokens tokens,
        string address,
        CancellationToken ct
    ) => Task.FromResult(clock.GetUtcNow().UtcDateTime + NoticesHold);

    public async Task RevokeAsync(ConnectionTokens tokens, string? address, CancellationToken ct) =>
        await http.SendAsync(
            VendorHttp.Form($"{TokenApi}/revoke", [("token", tokens.Refresh)]),
            clock,
            ct
        );

    /// <summary>Whether a notice shows what was agreed with the subscriber. Where nothing was, none is taken.</summary>
    public bool IsKnown(string shown) =>
        Options is { IsComplete: true, NoticeSecret: { Length: > 0 } secret }
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(shown)),
            SHA256.HashData(Encoding.UTF8.GetBytes(secret))
        );

    private string TokenApi => Options.TokenUrl.TrimEnd('/');

    private async Task<ConnectionTokens> TokensAsync(
        IEnumerable<(string, string?)> grant,
        ConnectionTokens? old,
        CancellationToken ct
    )
    {
        try
        {
            var (status, body) = await http.SendAsync(
                VendorHttp.Form(
                    $"{TokenApi}/token",
                    [
                        .. grant,
                        ("client_id", Options.ClientId),
                        ("client_secret", Options.ClientSecret),
                    ]
                ),
                clock,
                ct
            );
            return VendorHttp.Tokens(status, body, old, clock.GetUtcNow().UtcDateTime);
        }
        catch (VendorException e) when (e.Fault == VendorFault.Expired)
        {
            throw new VendorException(VendorFault.Revoked);
        }
    }

    private async Task<byte[]> CallAsync(string path, string access, CancellationToken ct)
    {
        var (status, body) = await http.SendAsync(VendorHttp.Get(Api + path, access), clock, ct);
        return status switch
        {
            HttpStatusCode.OK => body,
            HttpStatusCode.BadRequest => throw new VendorException(VendorFault.Page),
            _ => throw new VendorException(VendorFault.Away),
        };
    }

    /// <summary>Each sort of record has one time that it can be asked by; another one is refused.</summary>
    private static string Filter(VendorQuestion question)
    {
        var name = question.List.Replace('-', '_');
        return question.List switch
        {
            "steps" or "distance" => Between($"{name}.interval.start_time", Moment(question.ToUtc)),
            // A night belongs to its morning.
            "sleep" => Between("sleep.interval.end_time", Moment(question.ToUtc)),
            // Workouts go by the clock on the wall, which nobody here knows: where it is ahead of us the last ones are not missed.
            "exercise" => Between(
                "exercise.interval.civil_start_time",
                Moment(question.ToUtc + FarthestEast)[..^1]
            ),
            _ => Between($"{name}.sample_time.physical_time", Moment(question.ToUtc)),
        };

        string Between(string field, string end) =>
            $"{field} >= \"{Moment(question.FromUtc)[..end.Length]}\" AND {field} < \"{end}\"";
    }

    private static string Moment(DateTime utc) =>
        utc.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
