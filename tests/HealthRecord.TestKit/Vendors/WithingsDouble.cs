using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HealthRecord.TestKit.Vendors;

/// <summary>Withings: 200 whatever it is, and a status in the body. Scopes between commas, pages by offset, forms both ways.</summary>
public sealed class WithingsDouble : VendorDouble
{
    public const string Everything = "user.metrics,user.activity";
    private readonly HashSet<string> nonces = new(StringComparer.Ordinal);

    private WithingsDouble(TimeProvider clock)
        : base(clock) { }

    /// <summary>Measure groups, oldest first.</summary>
    public List<JsonObject> Groups { get; } = [];

    /// <summary>Nights, each with its stages: state, and the minutes that it lasts.</summary>
    public List<(
        long Id,
        DateTimeOffset Start,
        IReadOnlyList<(int State, int Minutes)> Stages
    )> Nights { get; } = [];

    /// <summary>Groups or nights on one page.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>Where it notifies, by address and sort.</summary>
    public HashSet<string> Subscribed { get; } = new(StringComparer.Ordinal);

    public static Task<WithingsDouble> StartAsync(TimeProvider clock) =>
        new WithingsDouble(clock).StartedAsync<WithingsDouble>();

    public (string Key, string? Value)[] Settings =>
        [
            ("Connections:Withings:ClientId", ClientId),
            ("Connections:Withings:ClientSecret", ClientSecret),
            ("Connections:Withings:AskUrl", $"{Url}oauth2_user/authorize2"),
            ("Connections:Withings:ApiUrl", Url.ToString()),
        ];

    /// <summary>One weight as the API tells it: value × 10^unit, epoch seconds.</summary>
    public WithingsDouble Weigh(long id, DateTimeOffset at, int grams, int attrib = 0)
    {
        Groups.Add(
            new()
            {
                ["grpid"] = id,
                ["attrib"] = attrib,
                ["date"] = at.ToUnixTimeSeconds(),
                ["created"] = at.ToUnixTimeSeconds(),
                ["modified"] = Clock.GetUtcNow().ToUnixTimeSeconds(),
                ["category"] = 1,
                ["deviceid"] = "892359876fd8805ac45bab078c4828692f0276b1",
                ["measures"] = new JsonArray(
                    new JsonObject
                    {
                        ["value"] = grams,
                        ["type"] = 1,
                        ["unit"] = -3,
                        ["algo"] = 0,
                        ["fm"] = 5,
                    }
                ),
                ["comment"] = null,
            }
        );
        return this;
    }

    protected override void Map(WebApplication routes)
    {
        routes.MapGet("/oauth2_user/authorize2", AskAsync);
        routes.MapPost("/v2/oauth2", TokenAsync);
        routes.MapPost("/v2/signature", NonceAsync);
        routes.MapPost("/measure", MeasuresAsync);
        routes.MapPost(
            "/v2/measure",
            c => EmptyAsync(c, f => f["action"] == "getactivity" ? "activities" : "series")
        );
        routes.MapPost("/v2/sleep", SleepAsync);
        routes.MapPost("/notify", NotifyAsync);
    }

    /// <summary>The page at which the person agrees or does not, for who comes with a browser.</summary>
    private Task AskAsync(HttpContext http)
    {
        Note("GET /oauth2_user/authorize2");
        var asked =
            $"{Url.GetLeftPart(UriPartial.Authority)}{http.Request.Path}{http.Request.QueryString}";
        var (yes, no) = (
            WebUtility.HtmlEncode($"{Agree(asked)}"),
            WebUtility.HtmlEncode($"{Decline(asked)}")
        );
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            $"<!doctype html><title>Withings</title><link rel=\"icon\" href=\"data:,\"><a href=\"{yes}\">Allow this app</a> <a href=\"{no}\">Cancel</a>"
        );
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        Note($"POST /v2/oauth2 {form["action"]} {form["grant_type"]}");
        if (form["action"] == "revoke")
        {
            var isOurs =
                nonces.Remove(form["nonce"].ToString())
                && form["signature"] == Sign($"revoke,{ClientId},{form["nonce"]}")
                && form["userid"] == Subject;
            if (isOurs)
                TakeBack();
            await SayAsync(http, isOurs ? 0 : 401, []);
            return;
        }
        if (form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
        {
            await SayAsync(http, 401, []);
            return;
        }
        var isGood =
            form["grant_type"] == "authorization_code"
                ? UseCode(form["code"].ToString())
                : form["grant_type"] == "refresh_token"
                    && await UseRefreshAsync(form["refresh_token"].ToString());
        if (!isGood)
        {
            await SayAsync(http, form["grant_type"] == "refresh_token" ? 401 : 503, []);
            return;
        }
        var (access, refresh) = Issue();
        await SayAsync(
            http,
            0,
            new()
            {
                ["userid"] = Subject,
                ["access_token"] = access,
                ["refresh_token"] = refresh,
                ["scope"] = Granted ?? Everything,
                ["expires_in"] = (int)AccessLifetime.TotalSeconds,
                ["token_type"] = "Bearer",
            }
        );
    }

    private async Task NonceAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (form["signature"] != Sign($"getnonce,{ClientId},{form["timestamp"]}"))
        {
            await SayAsync(http, 401, []);
            return;
        }
        var nonce = Guid.NewGuid().ToString("N");
        nonces.Add(nonce);
        await SayAsync(http, 0, new() { ["nonce"] = nonce });
    }

    private async Task MeasuresAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        Note($"POST /measure {form["action"]} {form["offset"]}");
        if (await RefusedAsync(http))
            return;
        var offset = form["offset"].ToString();
        if (
            offset.Length > 0
            && (!int.TryParse(offset, out var n) || n % PageSize != 0 || n >= Groups.Count)
        )
        {
            await SayAsync(http, 503, []);
            return;
        }
        long Number(string name, long otherwise) =>
            long.TryParse(form[name].ToString(), out var v) ? v : otherwise;
        var (from, to, changed) = (
            Number("startdate", 0),
            Number("enddate", long.MaxValue),
            Number("lastupdate", 0)
        );
        var all = Groups
            .Where(g => (long)g["date"]! >= from && (long)g["date"]! <= to)
            .Where(g => (long)g["modified"]! >= changed)
            .ToList();
        var skip = offset.Length == 0 ? 0 : int.Parse(offset, CultureInfo.InvariantCulture);
        var page = all.Skip(skip).Take(PageSize).Select(g => g.DeepClone()).ToArray();
        var body = new JsonObject
        {
            ["updatetime"] = Clock.GetUtcNow().ToUnixTimeSeconds(),
            ["timezone"] = "Europe/Paris",
            ["measuregrps"] = new JsonArray(page),
        };
        if (skip + page.Length < all.Count)
            (body["more"], body["offset"]) = (1, skip + page.Length);
        await SayAsync(http, 0, body);
    }

    private async Task EmptyAsync(HttpContext http, Func<IFormCollection, string> list)
    {
        var form = await http.Request.ReadFormAsync();
        Note($"POST {http.Request.Path} {form["action"]}");
        if (await RefusedAsync(http))
            return;
        await SayAsync(
            http,
            0,
            new()
            {
                [list(form)] = new JsonArray(),
                ["more"] = false,
                ["offset"] = 0,
            }
        );
    }

    private async Task SleepAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        Note($"POST /v2/sleep {form["action"]} {form["offset"]}");
        if (await RefusedAsync(http))
            return;
        if (Granted?.Contains("user.activity", StringComparison.Ordinal) == false)
            await SayAsync(http, 277, []);
        else if (form["action"] == "get")
            await StagesAsync(http, form);
        else
            await NightsAsync(http, form);
    }

    private async Task NightsAsync(HttpContext http, IFormCollection form)
    {
        var isChanges = form["lastupdate"].Count > 0;
        var isDays = form["startdateymd"].Count > 0 && form["enddateymd"].Count > 0;
        // Either the one or the other.
        if (isChanges == isDays)
        {
            await SayAsync(http, 503, []);
            return;
        }
        static DateTimeOffset Day(string text) =>
            DateTimeOffset.Parse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            );
        var all = Nights
            .Where(n =>
                isChanges
                || (
                    n.Start >= Day(form["startdateymd"]!)
                    && n.Start < Day(form["enddateymd"]!).AddDays(1)
                )
            )
            .ToList();
        var skip = int.TryParse(form["offset"], out var offset) ? offset : 0;
        var body = new JsonObject
        {
            ["series"] = new JsonArray([.. all.Skip(skip).Take(PageSize).Select(Night)]),
            ["more"] = skip + PageSize < all.Count,
            ["offset"] = skip + PageSize < all.Count ? skip + PageSize : 0,
        };
        await SayAsync(http, 0, body);
    }

    private static JsonNode Night(
        (long Id, DateTimeOffset Start, IReadOnlyList<(int State, int Minutes)> Stages) night
    )
    {
        int Seconds(int state) =>
            night.Stages.Where(s => s.State == state).Sum(s => s.Minutes) * 60;
        return new JsonObject
        {
            ["id"] = night.Id,
            ["timezone"] = "Europe/Paris",
            ["model"] = 32,
            ["model_id"] = 63,
            ["startdate"] = night.Start.ToUnixTimeSeconds(),
            ["enddate"] = night.Start.ToUnixTimeSeconds() + (night.Stages.Sum(s => s.Minutes) * 60),
            ["created"] = night.Start.ToUnixTimeSeconds(),
            ["modified"] = night.Start.ToUnixTimeSeconds(),
            ["data"] = new JsonObject
            {
                ["wakeupduration"] = Seconds(0),
                ["lightsleepduration"] = Seconds(1),
                ["deepsleepduration"] = Seconds(2),
                ["remsleepduration"] = Seconds(3),
            },
        };
    }

    /// <summary>Of more than a day the first day is told, whatever was asked for.</summary>
    private async Task StagesAsync(HttpContext http, IFormCollection form)
    {
        if (
            !long.TryParse(form["startdate"], out var from)
            || !long.TryParse(form["enddate"], out var to)
        )
        {
            await SayAsync(http, 503, []);
            return;
        }
        to = Math.Min(to, from + 86_400);
        var series = new JsonArray();
        foreach (var night in Nights)
        {
            var at = night.Start.ToUnixTimeSeconds();
            foreach (var (state, minutes) in night.Stages)
            {
                if (at >= from && at < to)
                    series.Add(
                        (JsonNode)
                            new JsonObject
                            {
                                ["startdate"] = at,
                                ["enddate"] = at + (minutes * 60),
                                ["state"] = state,
                                ["model"] = "Aura Sensor V2",
                                ["model_id"] = 63,
                                ["hr"] = new JsonObject { [$"{at}"] = 50 + state },
                            }
                    );
                at += minutes * 60;
            }
        }
        await SayAsync(http, 0, new() { ["series"] = series, ["model"] = 32 });
    }

    private async Task NotifyAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        Note($"POST /notify {form["action"]} {form["appli"]}");
        if (await RefusedAsync(http))
            return;
        var mark = $"{form["callbackurl"]} {form["appli"]}";
        if (form["action"] == "subscribe")
            Subscribed.Add(mark);
        else
            Subscribed.Remove(mark);
        await SayAsync(http, 0, []);
    }

    private async Task<bool> RefusedAsync(HttpContext http)
    {
        if (WantsPatience())
        {
            http.Response.Headers.RetryAfter = $"{Patience.TotalSeconds}";
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return true;
        }
        if (IsGood(http.Request))
            return false;
        await SayAsync(http, 401, []);
        return true;
    }

    private static string Sign(string text) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(ClientSecret), Encoding.UTF8.GetBytes(text))
        );

    private static Task SayAsync(HttpContext http, int status, JsonObject body) =>
        http.Response.WriteAsync(
            new JsonObject { ["status"] = status, ["body"] = body }.ToJsonString()
        );
}
