using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HealthRecord.Features.Connections.Vendors;

/// <summary>One request to a vendor, and what its status says. Every vendor's client passes here.</summary>
internal static class VendorHttp
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of one answer; more is not read.</summary>
    public const int LargestAnswer = 16 << 20;
    private const int Deepest = 64;

    public static HttpRequestMessage Form(
        string address,
        IEnumerable<(string Name, string? Value)> fields,
        string? token = null
    ) =>
        new(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent(
                fields
                    .Where(f => f.Value is not null)
                    .Select(f => KeyValuePair.Create(f.Name, f.Value!))
            ),
            Headers = { Authorization = Bearer(token) },
        };

    public static HttpRequestMessage Get(string address, string token) =>
        new(HttpMethod.Get, address) { Headers = { Authorization = Bearer(token) } };

    /// <returns>Status and body where the answer is for the caller to judge: success and plain refusals.</returns>
    /// <exception cref="VendorException">Not reached, too many requests, the token or its scope is not enough.</exception>
    public static async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(
        this HttpClient http,
        HttpRequestMessage request,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        try
        {
            using (request)
            using (var answer = await http.SendAsync(request, ct))
            {
                var status = answer.StatusCode;
                if (status == HttpStatusCode.TooManyRequests)
                    throw new VendorException(VendorFault.Busy, WaitOf(answer.Headers, clock));
                if (status == HttpStatusCode.Unauthorized)
                    throw new VendorException(VendorFault.Expired);
                if (status == HttpStatusCode.Forbidden)
                    throw new VendorException(VendorFault.Scope);
                // A redirect is not followed: it would carry the token elsewhere.
                if ((int)status is >= 300 and < 400 or >= 500)
                    throw new VendorException(
                        VendorFault.Away,
                        (int)status == 503 ? WaitOf(answer.Headers, clock) : null
                    );
                return (status, await answer.Content.ReadAsByteArrayAsync(ct));
            }
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException
                || e is OperationCanceledException && !ct.IsCancellationRequested
            )
        {
            // The message may hold the address; the fault is enough.
            throw new VendorException(VendorFault.Away);
        }
    }

    /// <exception cref="VendorException">It is no object.</exception>
    public static JsonObject Read(byte[] body)
    {
        try
        {
            return JsonNode.Parse(
                    body,
                    documentOptions: new JsonDocumentOptions { MaxDepth = Deepest }
                ) as JsonObject
                ?? throw new VendorException(VendorFault.Away);
        }
        catch (JsonException)
        {
            throw new VendorException(VendorFault.Away);
        }
    }

    /// <summary>The text or number at a name; null when there is neither.</summary>
    public static string? Text(this JsonNode? node, string name)
    {
        try
        {
            return node is JsonObject o && o[name] is JsonValue value ? value.ToString() : null;
        }
        catch (ArgumentException)
        {
            // The same name twice.
            throw new VendorException(VendorFault.Away);
        }
    }

    /// <summary>The answer of a token endpoint as the standard has it (RFC 6749, 5.1 and 5.2).</summary>
    /// <param name="old">When it is a refresh: what the answer leaves out stays.</param>
    public static ConnectionTokens Tokens(
        HttpStatusCode status,
        byte[] body,
        ConnectionTokens? old,
        DateTime now
    )
    {
        var said = Read(body);
        if (status != HttpStatusCode.OK)
            throw new VendorException(
                said.Text("error") is "invalid_grant" or "access_denied"
                    ? VendorFault.Revoked
                    : VendorFault.Away
            );
        return
            said.Text("access_token") is { Length: > 0 } access
            && (said.Text("refresh_token") ?? old?.Refresh) is { Length: > 0 } refresh
            && long.TryParse(said.Text("expires_in"), null, out var seconds)
            ? new(
                access,
                refresh,
                now.AddSeconds(Math.Clamp(seconds, 0, 365 * 86_400)),
                said.Text("scope") ?? old?.Scope ?? "",
                old?.Subject ?? ""
            )
            : throw new VendorException(VendorFault.Away);
    }

    private static AuthenticationHeaderValue? Bearer(string? token) =>
        token is null ? null : new("Bearer", token);

    private static TimeSpan? WaitOf(HttpResponseHeaders headers, TimeProvider clock) =>
        headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => null,
        };
}
