using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HealthRecord.Importers.Withings;
using Microsoft.Extensions.Options;

namespace HealthRecord.Features.Connections.Vendors.Withings;

/// <summary>Withings' public API (developer.withings.com): every answer is 200, and its own status stands in the body.</summary>
internal sealed class WithingsCloud(
    HttpClient http,
    IOptionsMonitor<VendorOptions> all,
    TimeProvider clock
) : IVendor
{
    public const string VendorCode = "withings";
    private const string Scope = "user.metrics,user.activity";

    /// <summary>Sorts of notices: weight, temperature, pressure, activity, sleep.</summary>
    private static readonly int[] Notices = [1, 2, 4, 16, 44];
    private static readonly TimeSpan NoticesHold = TimeSpan.FromDays(30);

    private const string SleepFields =
        "deepsleepduration,lightsleepduration,remsleepduration,wakeupduration,sleep_score,rr_average,hr_average";

    private const string StageFields = "hr,rr";

    public string Code => VendorCode;
    public string Name => "Withings";
    public bool IsTried => true;
    public bool IsOffered => Options.IsComplete;
    public bool IsOnThisMachine => new Uri(Options.ApiUrl).IsLoopback;
    public bool TakesProofKey => false;
    public bool NoticesName => false;

    // Sleep comes last: it is asked for night by night.
    public IReadOnlyList<string> Lists { get; } = ["measures", "activity", "workouts", "sleep"];
    public IReadOnlyList<string> ItemNames { get; } = ["measuregrps", "activities", "series"];
    public TimeSpan Window { get; } = TimeSpan.FromDays(90);
    public IReadOnlyDictionary<string, string> Answers { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // What the scale could not attribute waits in the vendor's app until somebody says whose it is.
            [WithingsOwner.QuestionId] = WithingsOwner.OnlySure,
        };

    private VendorOptions Options => all.Get(VendorCode);

    public byte[] TagOf(string subject) => SubjectTags.Of(Options, Code, subject);

    public string AskAddress(string returnTo, string state, string? challenge) =>
        $"{Options.AskUrl}?response_type=code&client_id={Uri.EscapeDataString(Options.ClientId ?? "")}"
        + $"&scope={Uri.EscapeDataString(Scope)}&state={state}&redirect_uri={Uri.EscapeDataString(returnTo)}";

    public Task<ConnectionTokens> ExchangeAsync(
        string code,
        string returnTo,
        string? verifier,
        CancellationToken ct
    ) =>
        TokensAsync(
            [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", returnTo)],
            null,
            ct
        );

    public Task<ConnectionTokens> RefreshAsync(ConnectionTokens old, CancellationToken ct) =>
        TokensAsync([("grant_type", "refresh_token"), ("refresh_token", old.Refresh)], old, ct);

    public bool IsEnough(string scope)
    {
        var granted = scope.Split(',', StringSplitOptions.TrimEntries);
        return Scope.Split(',').All(s => granted.Contains(s, StringComparer.Ordinal));
    }

    public async Task<VendorPage> FetchAsync(
        ConnectionTokens tokens,
        VendorQuestion question,
        CancellationToken ct
    )
    {
        if (question.List == "sleep")
            return await SleepAsync(tokens, question, ct);
        var (body, _, next) = await ListAsync(tokens, question, question.Page, ct);
        return new(body, next);
    }

    /// <summary>The sums of all nights, and then the stages of each.</summary>
    private async Task<VendorPage> SleepAsync(
        ConnectionTokens tokens,
        VendorQuestion question,
        CancellationToken ct
    )
    {
        var at = WithingsNights.Parse(question.Page);
        if (at is null || at.Offset is not null)
        {
            var (body, said, next) = await ListAsync(tokens, question, at?.Offset, ct);
            var after = (at ?? new(null, [])).After(said["body"], next);
            return new(body, after.IsDone ? null : after.ToString());
        }
        if (at.IsDone)
            throw new VendorException(VendorFault.Page);
        var (night, rest) = at.Next();
        var (_, stages) = await CallAsync(
            "/v2/sleep",
            [
                ("action", "get"),
                ("startdate", Seconds(night.Start)),
                ("enddate", Seconds(night.End)),
                ("data_fields", StageFields),
            ],
            tokens.Access,
            ct
        );
        return new(night.Body(stages), rest.IsDone ? null : rest.ToString());
    }

    private async Task<(byte[] Body, JsonObject Said, string? Next)> ListAsync(
        ConnectionTokens tokens,
        VendorQuestion question,
        string? offset,
        CancellationToken ct
    )
    {
        var (path, action) = question.List switch
        {
            "measures" => ("/measure", "getmeas"),
            "activity" => ("/v2/measure", "getactivity"),
            "sleep" => ("/v2/sleep", "getsummary"),
            _ => ("/v2/measure", "getworkouts"),
        };
        var fields = new List<(string, string?)> { ("action", action), ("offset", offset) };
        if (question.List == "measures")
            // 1: real measures. Goals are no measures.
            fields.Add(("category", "1"));
        else if (question.List == "sleep")
            fields.Add(("data_fields", SleepFields));
        if (question.OnlyChanges)
            fields.Add(("lastupdate", Seconds(question.FromUtc)));
        else if (question.List == "measures")
            fields.AddRange([
                ("startdate", Seconds(question.FromUtc)),
                ("enddate", Seconds(question.ToUtc)),
            ]);
        else
            fields.AddRange([
                ("startdateymd", Day(question.FromUtc)),
                ("enddateymd", Day(question.ToUtc)),
            ]);
        var (body, said) = await CallAsync(path, fields, tokens.Access, ct);
        var data = said["body"];
        return (body, said, data.Text("more") is "1" or "true" ? data.Text("offset") : null);
    }

    public async Task<DateTime> SubscribeAsync(
        ConnectionTokens tokens,
        string address,
        CancellationToken ct
    )
    {
        foreach (var sort in Notices)
            await CallAsync("/notify", Notice("subscribe", address, sort), tokens.Access, ct);
        return clock.GetUtcNow().UtcDateTime + NoticesHold;
    }

    public async Task RevokeAsync(ConnectionTokens tokens, string? address, CancellationToken ct)
    {
        if (address is not null)
            foreach (var sort in Notices)
                await CallAsync("/notify", Notice("revoke", address, sort), tokens.Access, ct);
        var now = Seconds(clock.GetUtcNow().UtcDateTime);
        var (_, said) = await CallAsync(
            "/v2/signature",
            [
                ("action", "getnonce"),
                ("client_id", Options.ClientId),
                ("timestamp", now),
                ("signature", Sign($"getnonce,{Options.ClientId},{now}")),
            ],
            null,
            ct
        );
        var nonce = said["body"].Text("nonce");
        await CallAsync(
            "/v2/oauth2",
            [
                ("action", "revoke"),
                ("client_id", Options.ClientId),
                ("userid", tokens.Subject),
                ("nonce", nonce),
                ("signature", Sign($"revoke,{Options.ClientId},{nonce}")),
            ],
            null,
            ct
        );
    }

    private async Task<ConnectionTokens> TokensAsync(
        IEnumerable<(string, string?)> grant,
        ConnectionTokens? old,
        CancellationToken ct
    )
    {
        try
        {
            var (_, said) = await CallAsync(
                "/v2/oauth2",
                [
                    ("action", "requesttoken"),
                    ("client_id", Options.ClientId),
                    ("client_secret", Options.ClientSecret),
                    .. grant,
                ],
                null,
                ct
            );
            var body = said["body"];
            return
                body.Text("access_token") is { Length: > 0 } access
                && body.Text("refresh_token") is { Length: > 0 } refresh
                && body.Text("userid") is { Length: > 0 } user
                && long.TryParse(body.Text("expires_in"), null, out var seconds)
                ? new(
                    access,
                    refresh,
                    clock.GetUtcNow().UtcDateTime.AddSeconds(Math.Clamp(seconds, 0, 365 * 86_400)),
                    body.Text("scope") ?? old?.Scope ?? "",
                    user
                )
                : throw new VendorException(VendorFault.Away);
        }
        catch (VendorException e) when (e.Fault is VendorFault.Expired or VendorFault.Page)
        {
            // Where no access token was shown, it is the code or the refresh token that is not good.
            throw new VendorException(VendorFault.Revoked);
        }
    }

    private async Task<(byte[] Body, JsonObject Said)> CallAsync(
        string path,
        IEnumerable<(string, string?)> fields,
        string? token,
        CancellationToken ct
    )
    {
        var request = VendorHttp.Form(Options.ApiUrl.TrimEnd('/') + path, fields, token);
        var (_, body) = await http.SendAsync(request, clock, ct);
        var said = VendorHttp.Read(body);
        return said.Text("status") switch
        {
            "0" => (body, said),
            "601" => throw new VendorException(VendorFault.Busy),
            "100" or "101" or "102" or "200" or "401" => throw new VendorException(
                VendorFault.Expired
            ),
            "214" or "277" or "2553" or "2554" or "2555" => throw new VendorException(
                VendorFault.Scope
            ),
            "293" or "501" or "502" or "503" => throw new VendorException(VendorFault.Page),
            _ => throw new VendorException(VendorFault.Away),
        };
    }

    private static (string, string?)[] Notice(string action, string address, int sort) =>
        [
            ("action", action),
            ("callbackurl", address),
            ("appli", sort.ToString(CultureInfo.InvariantCulture)),
        ];

    private string Sign(string text) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(Options.ClientSecret ?? ""),
                Encoding.UTF8.GetBytes(text)
            )
        );

    private static string Seconds(DateTime utc) =>
        Seconds(new DateTimeOffset(utc).ToUnixTimeSeconds());

    private static string Seconds(long since1970) =>
        since1970.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateTime utc) =>
        utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
