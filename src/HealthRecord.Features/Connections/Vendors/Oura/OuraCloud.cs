using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace HealthRecord.Features.Connections.Vendors.Oura;

/// <summary>Oura's API, version 2 (cloud.ouraring.com/v2/docs). Its notices are arranged once for the installation and name whose they are.</summary>
internal sealed class OuraCloud(
    HttpClient http,
    IOptionsMonitor<VendorOptions> all,
    TimeProvider clock
) : IVendor
{
    public const string VendorCode = "oura";
    private static readonly string[] Scopes = ["daily", "heartrate", "personal", "spo2", "workout"];

    /// <summary>Of which lists it notifies; single heartbeats are too many.</summary>
    private static readonly string[] Notified =
    [
        "sleep",
        "daily_sleep",
        "daily_activity",
        "daily_readiness",
        "daily_spo2",
        "workout",
    ];

    public string Code => VendorCode;
    public string Name => "Oura";
    public bool IsTried => true;
    public bool IsOffered => Options.IsComplete;
    public bool IsOnThisMachine => new Uri(Options.ApiUrl).IsLoopback;
    public bool TakesProofKey => false;
    public bool NoticesName => true;
    public IReadOnlyList<string> Lists { get; } =
    [
        "sleep",
        "daily_sleep",
        "daily_activity",
        "daily_readiness",
        "daily_spo2",
        "workout",
        "heartrate",
    ];
    public IReadOnlyList<string> ItemNames { get; } = ["data"];

    // The single heartbeats are given for thirty days at once and no more.
    public TimeSpan Window { get; } = TimeSpan.FromDays(30);
    public IReadOnlyDictionary<string, string> Answers { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    private VendorOptions Options => all.Get(VendorCode);

    /// <summary>What Oura repeats when it looks whether our address is ours: derived, so that nobody has to keep it.</summary>
    public string VerificationToken => Convert.ToHexStringLower(Hmac("notice verification"))[..32];

    public byte[] TagOf(string subject) => SubjectTags.Of(Options, Code, subject);

    public string AskAddress(string returnTo, string state, string? challenge) =>
        $"{Options.AskUrl}?response_type=code&client_id={Uri.EscapeDataString(Options.ClientId ?? "")}"
        + $"&scope={Uri.EscapeDataString(string.Join(' ', Scopes))}&state={state}"
        + $"&redirect_uri={Uri.EscapeDataString(returnTo)}";

    public async Task<ConnectionTokens> ExchangeAsync(
        string code,
        string returnTo,
        string? verifier,
        CancellationToken ct
    )
    {
        var tokens = await TokensAsync(
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", returnTo)],
            null,
            ct
        );
        var who = await CallAsync("/v2/usercollection/personal_info", tokens.Access, ct);
        return VendorHttp.Read(who).Text("id") is { Length: > 0 } id
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
        // Newer answers write "extapi:daily".
        var granted = scope
            .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(s => s[(s.LastIndexOf(':') + 1)..])
            .ToList();
        return Scopes.All(s =>
            granted.Contains(s, StringComparer.Ordinal)
            || s == "spo2" && granted.Contains("spo2Daily", StringComparer.Ordinal)
        );
    }

    public async Task<VendorPage> FetchAsync(
        ConnectionTokens tokens,
        VendorQuestion question,
        CancellationToken ct
    )
    {
        var query =
            question.List == "heartrate"
                ? $"start_datetime={Moment(question.FromUtc)}&end_datetime={Moment(question.ToUtc)}"
                // A night begins on the day before the one whose name it has; the last day is not included.
                : $"start_date={Day(question.FromUtc.AddDays(-1))}&end_date={Day(question.ToUtc.AddDays(1))}";
        if (question.Page is { } page)
            query += $"&next_token={Uri.EscapeDataString(page)}";
        var body = await CallAsync(
            $"/v2/usercollection/{question.List}?{query}",
            tokens.Access,
            ct
        );
        return new(body, VendorHttp.Read(body).Text("next_token"));
    }

    /// <summary>The same subscriptions serve everybody: those that there are, are renewed before they end.</summary>
    public async Task<DateTime> SubscribeAsync(
        ConnectionTokens tokens,
        string address,
        CancellationToken ct
    )
    {
        var there = await SubscriptionsAsync(ct);
        var until = DateTime.MaxValue;
        foreach (var list in Notified)
        foreach (var change in (string[])["create", "update"])
        {
            var known = there.FirstOrDefault(s =>
                s.Text("data_type") == list
                && s.Text("event_type") == change
                && s.Text("callback_url") == address
            );
            var ends = EndOf(known);
            if (known is null)
                ends = EndOf(
                    await ManageAsync(
                        HttpMethod.Post,
                        "",
                        new()
                        {
                            ["callback_url"] = address,
                            ["verification_token"] = VerificationToken,
                            ["event_type"] = change,
                            ["data_type"] = list,
                        },
                        ct
                    )
                );
            else if (ends - clock.GetUtcNow().UtcDateTime < TimeSpan.FromDays(14))
                ends = EndOf(
                    await ManageAsync(HttpMethod.Put, $"/renew/{known.Text("id")}", null, ct)
                );
            until = ends < until ? ends : until;
        }
        return until;
    }

    // The subscriptions stay: they are for everybody who is connected.
    public async Task RevokeAsync(ConnectionTokens tokens, string? address, CancellationToken ct) =>
        await http.SendAsync(
            VendorHttp.Form(
                $"{Api}/oauth/revoke",
                [("access_token", tokens.Access)],
                tokens.Access
            ),
            clock,
            ct
        );

    private string Api => Options.ApiUrl.TrimEnd('/');

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
                    $"{Api}/oauth/token",
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
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity =>
                throw new VendorException(VendorFault.Page),
            _ => throw new VendorException(VendorFault.Away),
        };
    }

    private async Task<List<JsonObject>> SubscriptionsAsync(CancellationToken ct)
    {
        var (status, body) = await http.SendAsync(Managing(HttpMethod.Get, "", null), clock, ct);
        if (status != HttpStatusCode.OK)
            throw new VendorException(VendorFault.Away);
        // The answer is a bare list.
        var wrapped = Encoding.UTF8.GetBytes($"{{\"all\":{Encoding.UTF8.GetString(body)}}}");
        return VendorHttp.Read(wrapped)["all"] is JsonArray list
            ? [.. list.OfType<JsonObject>()]
            : [];
    }

    private async Task<JsonObject> ManageAsync(
        HttpMethod method,
        string path,
        JsonObject? what,
        CancellationToken ct
    )
    {
        var (status, body) = await http.SendAsync(Managing(method, path, what), clock, ct);
        return (int)status is >= 200 and < 300
            ? VendorHttp.Read(body)
            : throw new VendorException(VendorFault.Away);
    }

    private HttpRequestMessage Managing(HttpMethod method, string path, JsonObject? what)
    {
        var request = new HttpRequestMessage(method, $"{Api}/v2/webhook/subscription{path}");
        request.Headers.Add("x-client-id", Options.ClientId);
        request.Headers.Add("x-client-secret", Options.ClientSecret);
        if (what is not null)
            request.Content = new StringContent(
                what.ToJsonString(),
                Encoding.UTF8,
                "application/json"
            );
        return request;
    }

    private static DateTime EndOf(JsonObject? subscription) =>
        DateTime.TryParse(
            subscription.Text("expiration_time"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out var end
        )
            ? end
            : DateTime.MinValue;

    /// <summary>Whether a notice is Oura's: the signature covers its time and every byte, and the time is now.</summary>
    public bool IsSigned(string timestamp, string signature, byte[] body)
    {
        if (
            !TryTime(timestamp, out var at)
            || (clock.GetUtcNow() - at).Duration() > TimeSpan.FromMinutes(5)
        )
            return false;
        Span<byte> shown = stackalloc byte[32];
        if (
            signature.Length != 64
            || Convert.FromHexString(signature, shown, out _, out _)
                != System.Buffers.OperationStatus.Done
        )
            return false;
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        return CryptographicOperations.FixedTimeEquals(
            shown,
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(Options.ClientSecret ?? ""), signed)
        );
    }

    // Written as seconds, milliseconds or a moment.
    private static bool TryTime(string text, out DateTimeOffset at)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            at = DateTimeOffset.UnixEpoch;
            if (number is < 0 or > 99_999_999_999_999)
                return false;
            at =
                number > 99_999_999_999
                    ? DateTimeOffset.FromUnixTimeMilliseconds(number)
                    : DateTimeOffset.FromUnixTimeSeconds(number);
            return true;
        }
        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out at
        );
    }

    private byte[] Hmac(string text) =>
        HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(Options.ClientSecret ?? ""),
            Encoding.UTF8.GetBytes(text)
        );

    private static string Moment(DateTime utc) =>
        Uri.EscapeDataString(
            utc.ToString("yyyy-MM-ddTHH:mm:ss+00:00", CultureInfo.InvariantCulture)
        );

    private static string Day(DateTime utc) =>
        utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
