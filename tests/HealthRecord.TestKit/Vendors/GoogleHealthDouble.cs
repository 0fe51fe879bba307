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
        $"{Root}activity_and_fitness.readonly {Root}health_metrics_and_measurements.readonly {Root}sleep.readonly";

    /// <summary>By which time each list can be asked; any other is refused.</summary>
    private static readonly Dictionary<string, string> Filters = new(StringComparer.Ordinal)
    {
        ["weight"] = "weight.sample_time.physical_time",
        ["body-fat"] = "body_fat.sample_time.physical_time",
        ["heart-rate"] = "heart_rate.sample_time.physical_time",
        ["oxygen-saturation"] = "oxygen_saturation.sample_time.physical_time",
        ["steps"] = "steps.interval.start_time",
        ["distance"] = "distance.interval.start_time",
        ["sleep"] = "sleep.interval.end_time",
        ["exercise"] = "exercise.interval.civil_start_time",
    };

    private readonly Dictionary<string, string> challenges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Filter, int Skip)> pages = new(
        StringComparer.Ordinal
    );

    private GoogleHealthDouble(TimeProvider clock)
        : base(clock) { }

    /// <summary>Moment and grams.</summary>
    public List<(DateTimeOffset At, double Grams)> Weights { get; } = [];

    /// <summary>Start, and stages in minutes.</summary>
    public List<(
        DateTimeOffset Start,
        IReadOnlyList<(string Stage, int Minutes)> Stages
    )> Nights { get; } = [];

    /// <summary>Start with the offset of the wall clock there, and metres.</summary>
    public List<(DateTimeOffset Start, int Minutes, int Metres)> Runs { get; } = [];

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
        var needed = list switch
        {
            "sleep" => "sleep",
            "steps" or "distance" or "exercise" => "activity_and_fitness",
            _ => "health_metrics_and_measurements",
        };
        if (Granted?.Contains($"{Root}{needed}.", StringComparison.Ordinal) == false)
        {
            http.Response.StatusCode = 403;
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
        var conditions = Regex.Matches(
            filter,
            "(?<field>[a-z_.]+) (?<is>>=|<) \"(?<at>[^\"]+)\"",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
        // A moment says that it is UTC; the clock on the wall says nothing of the kind.
        if (
            conditions.Count != 2
            || conditions.Any(c =>
                c.Groups["field"].Value != Filters[list]
                || c.Groups["at"].Value.EndsWith('Z') == (list == "exercise")
            )
        )
        {
            http.Response.StatusCode = 400;
            return;
        }
        var bounds = conditions
            .Select(c =>
                DateTimeOffset.Parse(
                    c.Groups["at"].Value,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal
                )
            )
            .ToList();
        var all = Points(list)
            .Where(p => p.At >= bounds[0] && p.At < bounds[1])
            .Select(p => p.Point)
            .ToList();
        // Of nights and workouts no more than 25 are told at once, whatever is asked for.
        var size = Math.Min(
            PageSize,
            Math.Min(
                int.Parse(query["pageSize"].ToString(), CultureInfo.InvariantCulture),
                list is "sleep" or "exercise" ? 25 : 10_000
            )
        );
        var body = new JsonObject
        {
            ["dataPoints"] = new JsonArray([.. all.Skip(skip).Take(size)]),
        };
        if (skip + size < all.Count)
        {
            var next = $"page-{Guid.NewGuid():N}";
            pages[next] = (filter, skip + size);
            body["nextPageToken"] = next;
        }
        await http.Response.WriteAsync(body.ToJsonString());
    }

    /// <summary>Each with the time that its list is asked by.</summary>
    private IEnumerable<(DateTimeOffset At, JsonNode Point)> Points(string list) =>
        list switch
        {
            "weight" => Weights.Select(w => (w.At, Point(w))),
            "sleep" => Nights.Select(n =>
                (n.Start.AddMinutes(n.Stages.Sum(s => s.Minutes)), Night(n.Start, n.Stages))
            ),
            "exercise" => Runs.Select(r =>
                (new DateTimeOffset(r.Start.DateTime, TimeSpan.Zero), Run(r))
            ),
            _ => [],
        };

    private static string Utc(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static JsonObject Span(DateTimeOffset start, int minutes) =>
        new()
        {
            ["startTime"] = Utc(start),
            ["startUtcOffset"] = $"{start.Offset.TotalSeconds}s",
            ["endTime"] = Utc(start.AddMinutes(minutes)),
            ["endUtcOffset"] = $"{start.Offset.TotalSeconds}s",
        };

    private static JsonNode Session(string list, DateTimeOffset start, JsonObject what) =>
        new JsonObject
        {
            ["name"] = $"users/{Subject}/dataTypes/{list}/dataPoints/{start.ToUnixTimeSeconds()}",
            ["dataSource"] = new JsonObject
            {
                ["recordingMethod"] = "DERIVED",
                ["platform"] = "FITBIT",
                ["device"] = new JsonObject { ["displayName"] = "Charge 6" },
            },
            [list] = what,
        };

    private static JsonNode Night(
        DateTimeOffset start,
        IReadOnlyList<(string Stage, int Minutes)> stages
    )
    {
        var told = new JsonArray();
        var at = start;
        foreach (var (stage, minutes) in stages)
        {
            var span = Span(at, minutes);
            span["type"] = stage;
            told.Add((JsonNode)span);
            at = at.AddMinutes(minutes);
        }
        return Session(
            "sleep",
            start,
            new()
            {
                ["interval"] = Span(start, stages.Sum(s => s.Minutes)),
                ["type"] = "STAGES",
                ["stages"] = told,
                ["metadata"] = new JsonObject { ["stagesStatus"] = "SUCCEEDED" },
                ["updateTime"] = Utc(at),
            }
        );
    }

    private static JsonNode Run((DateTimeOffset Start, int Minutes, int Metres) run) =>
        Session(
            "exercise",
            run.Start,
            new()
            {
                ["interval"] = Span(run.Start, run.Minutes),
                ["exerciseType"] = "RUNNING",
                ["displayName"] = "Run",
                ["activeDuration"] = $"{run.Minutes * 60}s",
                ["metricsSummary"] = new JsonObject
                {
                    ["distanceMillimeters"] = run.Metres * 1000.0,
                    ["caloriesKcal"] = run.Minutes * 10.0,
                    ["averageHeartRateBeatsPerMinute"] = "141",
                },
            }
        );

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
