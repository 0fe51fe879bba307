using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HealthRecord.TestKit.Vendors;

/// <summary>Google: proof key with the code, a refresh token that stays, filters, pages by <c>pageToken</c>.</summary>
public sealed class GoogleHealthDouble : VendorDouble
{
    public const string NoticeSecret = "Bearer shown-in-every-notice-of-google";
    private const string Root = "https://www.googleapis.com/auth/googlehealth.";
    public const string Everything =
        $"{Root}activity_and_fitness.readonly {Root}health_metrics_and_measurements.readonly";
    private readonly Dictionary<string, string> challenges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Filter, int Skip)> pages = new(
        StringComparer.Ordinal
    );

    private GoogleHealthDouble(TimeProvider clock)
        : base(clock) { }

    /// <summary>Moment and grams.</summary>
    public List<(DateTimeOffset At, double Grams)> Weights { get; } = [];

    public int PageSize { get; set; } = 100;

    public static Task<GoogleHealthDouble> StartAsync(TimeProvider clock) =>
        new GoogleHealthDouble(clock).StartedAsync<GoogleHealthDouble>();

    public (string Key, string? Value)[] Settings =>
        [
            ("Connections:GoogleHealth:Enabled", "true"),
            ("Connections:GoogleHealth:ClientId", ClientId),
            ("Connections:GoogleHealth:ClientSecret", ClientSecret),
            ("Connections:GoogleHealth:NoticeSecret", NoticeSecret),
            ("Connections:GoogleHealth:AskUrl", $"{Url}o/oauth2/v2/auth"),
            ("Connections:GoogleHealth:TokenUrl", Url.ToString()),
            ("Connections:GoogleHealth:ApiUrl", Url.ToString()),
        ];

    protected override void Remember(string code, Dictionary<string, string> asked)
    {
        if (asked["code_challenge_method"] != "S256" || asked["access_type"] != "offline")
            throw new InvalidOperationException("The vendor shows an error page.");
        challenges[code] = asked["code_challenge"];
    }

    protected override void Map(WebApplication routes)
    {
        routes.MapPost("/token", TokenAsync);
        routes.MapPost("/revoke", RevokeAsync);
        routes.MapGet("/v4/users/me/identity", IdentityAsync);
        routes.MapGet("/v4/users/me/dataTypes/{list}/dataPoints", ListAsync);
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var kind = form["grant_type"].ToString();
        Note($"POST /token {kind}");
        var code = form["code"].ToString();
        var proven =
            kind == "authorization_code"
            && challenges.GetValueOrDefault(code)
                == System.Buffers.Text.Base64Url.EncodeToString(
                    SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))
                )
            && UseCode(code);
        string? stays = null;
        if (kind == "refresh_token")
            lock (Gate)
                stays = Refresh.Contains(form["refresh_token"].ToString())
                    ? form["refresh_token"].ToString()
                    : null;
        if (form["client_secret"] != ClientSecret || (!proven && stays is null))
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("{\"error\":\"invalid_grant\"}");
            return;
        }
        var (access, refresh) = Issue();
        var said = new JsonObject
        {
            ["access_token"] = access,
            ["expires_in"] = (int)AccessLifetime.TotalSeconds,
            ["scope"] = Granted ?? Everything,
            ["token_type"] = "Bearer",
        };
        if (stays is null)
            said["refresh_token"] = refresh;
        await http.Response.WriteAsync(said.ToJsonString());
    }

    private async Task RevokeAsync(HttpContext http)
    {
        await http.Request.ReadFormAsync();
        Note("POST /revoke");
        TakeBack();
    }

    private Task IdentityAsync(HttpContext http)
    {
        if (IsGood(http.Request))
            return http.Response.WriteAsync($"{{\"healthUserId\":\"{Subject}\"}}");
        http.Response.StatusCode = 401;
        return Task.CompletedTask;
    }

    private async Task ListAsync(HttpContext http)
    {
        var list = (string)http.Request.RouteValues["list"]!;
        var query = http.Request.Query;
        var filter = query["filter"].ToString();
        Note($"GET {list}");
        if (!IsGood(http.Request))
        {
            http.Response.StatusCode = 401;
            return;
        }
        if (WantsPatience())
        {
            http.Response.Headers.RetryAfter = $"{Patience.TotalSeconds}";
            http.Response.StatusCode = 429;
            return;
        }
        var skip = 0;
        if (query["pageToken"].ToString() is { Length: > 0 } token)
        {
            // All other fields must be those of the first request.
            if (!pages.Remove(token, out var page) || page.Filter != filter)
            {
                http.Response.StatusCode = 400;
                return;
            }
            skip = page.Skip;
        }
        var bounds = Regex
            .Matches(
                filter,
                "\"(?<at>[^\"]+)\"",
                RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)
            )
            .Select(m => DateTimeOffset.Parse(m.Groups["at"].Value, CultureInfo.InvariantCulture))
            .ToList();
        var all =
            list == "weight"
                ? Weights.Where(w => w.At >= bounds[0] && w.At < bounds[1]).ToList()
                : [];
        var body = new JsonObject
        {
            ["dataPoints"] = new JsonArray([.. all.Skip(skip).Take(PageSize).Select(Point)]),
        };
        if (skip + PageSize < all.Count)
        {
            var next = $"page-{Guid.NewGuid():N}";
            pages[next] = (filter, skip + PageSize);
            body["nextPageToken"] = next;
        }
        await http.Response.WriteAsync(body.ToJsonString());
    }

    private static JsonNode Point((DateTimeOffset At, double Grams) weight) =>
        new JsonObject
        {
            ["name"] =
                $"users/{Subject}/dataTypes/weight/dataPoints/{weight.At.ToUnixTimeSeconds()}",
            ["dataSource"] = new JsonObject
            {
                ["recordingMethod"] = "MANUAL",
                ["platform"] = "FITBIT",
                ["device"] = new JsonObject { ["displayName"] = "Aria Air" },
            },
            ["weight"] = new JsonObject
            {
                ["sampleTime"] = new JsonObject
                {
                    ["physicalTime"] = weight.At.UtcDateTime.ToString(
                        "yyyy-MM-ddTHH:mm:ssZ",
                        CultureInfo.InvariantCulture
                    ),
                    ["utcOffset"] = "3600s",
                },
                ["weightGrams"] = weight.Grams,
            },
        };
}
