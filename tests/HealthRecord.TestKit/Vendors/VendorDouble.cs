using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HealthRecord.TestKit.Vendors;

/// <summary>A vendor's cloud on a port of this machine, over real HTTP. It refuses what the vendor refuses.</summary>
/// <remarks>Codes, access tokens and refresh tokens are good as the vendor has it: a code and a refresh token once.</remarks>
public abstract class VendorDouble : IAsyncDisposable
{
    public const string ClientId = "client-of-this-house";
    public const string ClientSecret = "geheimnis-of-this-house-0123456789";
    public const string Subject = "subject-4711";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> calls = new();
    private int issued;

    protected VendorDouble(TimeProvider clock)
    {
        Clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Use(CountAsync);
    }

    public TimeProvider Clock { get; set; }

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>What the person ticks; null for everything that is asked.</summary>
    public string? Granted { get; set; }

    /// <summary>How long an access token is good.</summary>
    public TimeSpan AccessLifetime { get; set; } = TimeSpan.FromHours(3);

    /// <summary>Requests for data before the vendor asks for patience; none by default.</summary>
    public int? PatienceAfter { get; set; }
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(7);

    /// <summary>Whether an old refresh token was shown again: a vendor may end everything for that.</summary>
    public bool SawUsedRefresh { get; private set; }

    /// <summary>Every request as <c>METHOD path what</c>.</summary>
    public IReadOnlyList<string> Calls => [.. calls];

    /// <summary>Every token that was ever given out: what the canary looks for.</summary>
    public ConcurrentBag<string> Secrets { get; } = [];

    /// <summary>Waits before a refresh is answered: two workers meet there.</summary>
    public Func<Task>? BeforeRefresh { get; set; }

    protected HashSet<string> Codes { get; } = new(StringComparer.Ordinal);
    protected Dictionary<string, DateTimeOffset> Access { get; } = new(StringComparer.Ordinal);
    protected HashSet<string> Refresh { get; } = new(StringComparer.Ordinal);
    protected HashSet<string> UsedRefresh { get; } = new(StringComparer.Ordinal);
    protected Lock Gate { get; } = new();

    public int CountOf(string call) => Calls.Count(c => c.Contains(call, StringComparison.Ordinal));

    public void ForgetCalls() => calls.Clear();

    /// <summary>The person agrees at the vendor's page.</summary>
    /// <param name="address">To which our product sent them.</param>
    /// <returns>Where the vendor sends them back to.</returns>
    public Uri Agree(string address)
    {
        var asked = Query(new Uri(address));
        if (asked.GetValueOrDefault("client_id") != ClientId || !asked.ContainsKey("state"))
            throw new InvalidOperationException("The vendor shows an error page.");
        var code = New("code");
        lock (Gate)
            Codes.Add(code);
        Remember(code, asked);
        return new($"{asked["redirect_uri"]}?code={code}&state={asked["state"]}{Extra(asked)}");
    }

    public static Uri Decline(string address)
    {
        var asked = Query(new Uri(address));
        return new($"{asked["redirect_uri"]}?error=access_denied&state={asked["state"]}");
    }

    /// <summary>The person takes the access back in the vendor's own app.</summary>
    public void TakeBack()
    {
        lock (Gate)
        {
            Access.Clear();
            Refresh.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public static Dictionary<string, string> Query(Uri address) =>
        Microsoft
            .AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query)
            .ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal);

    protected abstract void Map(WebApplication routes);

    protected virtual void Remember(string code, Dictionary<string, string> asked) { }

    protected virtual string Extra(Dictionary<string, string> asked) => "";

    protected async Task<T> StartedAsync<T>()
        where T : VendorDouble
    {
        Map(app);
        await app.StartAsync();
        Url = new(app.Urls.First());
        return (T)this;
    }

    /// <summary>A new pair, which ends the pair it replaces.</summary>
    protected (string Access, string Refresh) Issue()
    {
        var (access, refresh) = (New("access"), New("refresh"));
        lock (Gate)
        {
            Access[access] = Clock.GetUtcNow() + AccessLifetime;
            Refresh.Add(refresh);
        }
        return (access, refresh);
    }

    /// <summary>False when it is none of ours, or was used before: then nothing is good any more.</summary>
    protected async Task<bool> UseRefreshAsync(string token)
    {
        if (BeforeRefresh is { } wait)
            await wait();
        lock (Gate)
        {
            if (Refresh.Remove(token))
            {
                UsedRefresh.Add(token);
                return true;
            }
            if (UsedRefresh.Contains(token))
            {
                SawUsedRefresh = true;
                Access.Clear();
                Refresh.Clear();
            }
            return false;
        }
    }

    protected bool UseCode(string code)
    {
        lock (Gate)
            return Codes.Remove(code);
    }

    protected bool IsGood(HttpRequest request)
    {
        var shown = request.Headers.Authorization.ToString();
        lock (Gate)
            return shown.StartsWith("Bearer ", StringComparison.Ordinal)
                && Access.TryGetValue(shown[7..], out var until)
                && Clock.GetUtcNow() < until;
    }

    protected bool WantsPatience()
    {
        if (PatienceAfter is not { } left)
            return false;
        PatienceAfter = left - 1;
        if (left > 0)
            return false;
        PatienceAfter = null;
        return true;
    }

    protected void Note(string call) => calls.Enqueue(call);

    private string New(string what)
    {
        var token = $"{what}-{Interlocked.Increment(ref issued)}-{Guid.NewGuid():N}";
        Secrets.Add(token);
        return token;
    }

    private Task CountAsync(HttpContext context, RequestDelegate next)
    {
        // What the double is told stands in the body or a header; an address with a token in it is a defect.
        var address = context.Request.QueryString.ToString();
        if (Secrets.Any(s => address.Contains(s, StringComparison.Ordinal)))
            Note($"LEAK {context.Request.Path}");
        return next(context);
    }
}
