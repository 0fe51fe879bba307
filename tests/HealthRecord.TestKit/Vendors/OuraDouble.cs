using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HealthRecord.TestKit.Vendors;

/// <summary>Oura: bearer tokens, pages by <c>next_token</c>, one set of subscriptions for the installation, signed notices.</summary>
public sealed class OuraDouble : VendorDouble
{
    public const string Everything = "daily heartrate personal spo2 workout";
    private readonly Dictionary<string, (string List, int Skip)> pages = new(
        StringComparer.Ordinal
    );

    private OuraDouble(TimeProvider clock)
        : base(clock) { }

    /// <summary>Items by list, oldest first, each with its day or moment.</summary>
    public Dictionary<string, List<JsonObject>> Items { get; } = new(StringComparer.Ordinal);

    public int PageSize { get; set; } = 100;

    public List<JsonObject> Subscriptions { get; } = [];

    public static Task<OuraDouble> StartAsync(TimeProvider clock) =>
        new OuraDouble(clock).StartedAsync<OuraDouble>();

    public (string Key, string? Value)[] Settings =>
        [
            ("Connections:Oura:ClientId", ClientId),
            ("Connections:Oura:ClientSecret", ClientSecret),
            ("Connections:Oura:AskUrl", $"{Url}oauth/authorize"),
            ("Connections:Oura:ApiUrl", Url.ToString()),
        ];

    public OuraDouble Beat(DateTimeOffset at, int bpm) =>
        Add(
            "heartrate",
            new()
            {
                ["bpm"] = bpm,
                ["source"] = "awake",
                ["timestamp"] = at.ToString(
                    "yyyy-MM-ddTHH:mm:ss+00:00",
                    CultureInfo.InvariantCulture
                ),
            }
        );

    public OuraDouble Walk(DateOnly day, int steps, string id) =>
        Add(
            "daily_activity",
            new()
            {
                ["id"] = id,
                ["day"] = day.ToString("O", CultureInfo.InvariantCulture),
                ["score"] = 82,
                ["active_calories"] = 411,
                ["steps"] = steps,
                ["equivalent_walking_distance"] = 8_100,
                ["total_calories"] = 2_200,
                ["timestamp"] = $"{day:yyyy-MM-dd}T04:00:00+01:00",
            }
        );

    /// <summary>A notice as Oura signs it.</summary>
    public (string Timestamp, string Signature, byte[] Body) Notice(
        string list = "daily_activity",
        string subject = Subject,
        DateTimeOffset? at = null
    )
    {
        var timestamp = (at ?? Clock.GetUtcNow())
            .ToUnixTimeSeconds()
            .ToString(CultureInfo.InvariantCulture);
        var body = Encoding.UTF8.GetBytes(
            $"{{\"event_type\":\"update\",\"data_type\":\"{list}\",\"object_id\":\"1\",\"event_time\":\"2026-11-25T10:00:00+00:00\",\"user_id\":\"{subject}\"}}"
        );
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(ClientSecret), signed);
        return (timestamp, Convert.ToHexString(signature), body);
    }

    protected override void Map(WebApplication routes)
    {
        routes.MapPost("/oauth/token", TokenAsync);
        routes.MapPost("/oauth/revoke", RevokeAsync);
        routes.MapGet("/v2/usercollection/{list}", ListAsync);
        routes.MapGet(
            "/v2/webhook/subscription",
            c => ManageAsync(c, _ => new JsonArray([.. Subscriptions.Select(s => s.DeepClone())]))
        );
        routes.MapPost("/v2/webhook/subscription", c => ManageAsync(c, Subscribe));
        routes.MapPut(
            "/v2/webhook/subscription/renew/{id}",
            c => ManageAsync(c, _ => Renew((string)c.Request.RouteValues["id"]!))
        );
    }

    private OuraDouble Add(string list, JsonObject item)
    {
        if (!Items.TryGetValue(list, out var items))
            Items[list] = items = [];
        items.Add(item);
        return this;
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        Note($"POST /oauth/token {form["grant_type"]}");
        var isGood =
            form["client_id"] == ClientId
            && form["client_secret"] == ClientSecret
            && (
                form["grant_type"] == "authorization_code"
                    ? UseCode(form["code"].ToString())
                    : await UseRefreshAsync(form["refresh_token"].ToString())
            );
        if (!isGood)
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsync("{\"error\":\"invalid_grant\"}");
            return;
        }
        var (access, refresh) = Issue();
        await http.Response.WriteAsync(
            new JsonObject
            {
                ["token_type"] = "bearer",
                ["access_token"] = access,
                ["refresh_token"] = refresh,
                ["expires_in"] = (int)AccessLifetime.TotalSeconds,
            }.ToJsonString()
        );
    }

    // What was ticked stands only in the address that leads back.
    protected override string Extra(Dictionary<string, string> asked) =>
        $"&scope={Uri.EscapeDataString(Granted ?? Everything)}";

    private async Task RevokeAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        Note("POST /oauth/revoke");
        if (form["access_token"].ToString().Length > 0)
            TakeBack();
    }

    private async Task ListAsync(HttpContext http)
    {
        var list = (string)http.Request.RouteValues["list"]!;
        var query = http.Request.Query;
        Note($"GET {list} {query["next_token"]}".Trim());
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
        if (list == "personal_info")
        {
            await http.Response.WriteAsync($"{{\"id\":\"{Subject}\",\"age\":9}}");
            return;
        }
        var skip = 0;
        var token = query["next_token"].ToString();
        if (token.Length > 0)
        {
            if (!pages.Remove(token, out var page) || page.List != list)
            {
                http.Response.StatusCode = 400;
                return;
            }
            skip = page.Skip;
        }
        var (from, to) = (When(query, "start"), When(query, "end"));
        if (list == "heartrate" && to - from > TimeSpan.FromDays(30))
        {
            http.Response.StatusCode = 400;
            return;
        }
        var all = Items
            .GetValueOrDefault(list, [])
            .Where(i => WhenOf(i) >= from && WhenOf(i) < to)
            .ToList();
        string? next = null;
        if (skip + PageSize < all.Count)
            pages[next = $"page-{Guid.NewGuid():N}"] = (list, skip + PageSize);
        await http.Response.WriteAsync(
            new JsonObject
            {
                ["data"] = new JsonArray([
                    .. all.Skip(skip).Take(PageSize).Select(i => i.DeepClone()),
                ]),
                ["next_token"] = next,
            }.ToJsonString()
        );
    }

    private JsonNode Subscribe(JsonObject asked)
    {
        asked["id"] = Guid.NewGuid().ToString();
        asked["expiration_time"] = Clock
            .GetUtcNow()
            .AddDays(90)
            .ToString("O", CultureInfo.InvariantCulture);
        Subscriptions.Add(asked);
        return asked.DeepClone();
    }

    private JsonNode Renew(string id)
    {
        var known = Subscriptions.Single(s => (string?)s["id"] == id);
        known["expiration_time"] = Clock
            .GetUtcNow()
            .AddDays(90)
            .ToString("O", CultureInfo.InvariantCulture);
        return known.DeepClone();
    }

    private async Task ManageAsync(HttpContext http, Func<JsonObject, JsonNode> answer)
    {
        Note($"{http.Request.Method} subscription");
        if (
            http.Request.Headers["x-client-id"] != ClientId
            || http.Request.Headers["x-client-secret"] != ClientSecret
        )
        {
            http.Response.StatusCode = 401;
            return;
        }
        var asked =
            http.Request.Method == "POST"
                ? (await JsonNode.ParseAsync(http.Request.Body))!.AsObject()
                : [];
        await http.Response.WriteAsync(answer(asked).ToJsonString());
    }

    private static DateTimeOffset When(IQueryCollection query, string which) =>
        DateTimeOffset.Parse(
            query.TryGetValue($"{which}_datetime", out var moment)
                ? moment.ToString()
                : query[$"{which}_date"].ToString(),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );

    private static DateTimeOffset WhenOf(JsonObject item) =>
        DateTimeOffset.Parse(
            (string)(item["day"] ?? item["timestamp"])!,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );
}
