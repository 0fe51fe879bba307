using System.Collections.Concurrent;

namespace HealthRecord.EndToEnd.Tests.Browsing;

/// <summary>Counts what comes over the wire as the browser itself counts it: headers, compressed bodies, and what the circuit sends.</summary>
public sealed class Wire
{
    private readonly ConcurrentDictionary<string, string> urls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> bytes = new(StringComparer.Ordinal);

    public long Bytes => bytes.Values.Sum();

    public string Words =>
        $"{Bytes} bytes\n"
        + string.Join(
            '\n',
            bytes
                .OrderByDescending(b => b.Value)
                .Select(b => $"  {b.Value} {urls.GetValueOrDefault(b.Key, b.Key)}")
        );

    public static async Task<Wire> WatchAsync(Tab tab)
    {
        var wire = new Wire();
        var browser = await tab.Context.NewCDPSessionAsync(tab.Page);
        browser.Event("Network.requestWillBeSent").OnEvent += (_, e) =>
            wire.urls[e!.Value.GetProperty("requestId").GetString()!] = e
                .Value.GetProperty("request")
                .GetProperty("url")
                .GetString()!;
        browser.Event("Network.loadingFinished").OnEvent += (_, e) =>
            wire.Add(
                e!.Value.GetProperty("requestId").GetString()!,
                (long)e.Value.GetProperty("encodedDataLength").GetDouble()
            );
        // Not compressed by the browser's count, so at least what came.
        browser.Event("Network.webSocketFrameReceived").OnEvent += (_, e) =>
            wire.Add(
                "circuit",
                e!.Value.GetProperty("response").GetProperty("payloadData").GetString()!.Length
            );
        await browser.SendAsync("Network.enable");
        await browser.SendAsync(
            "Network.setCacheDisabled",
            new Dictionary<string, object> { ["cacheDisabled"] = true }
        );
        return wire;
    }

    private void Add(string request, long length) =>
        bytes.AddOrUpdate(request, length, (_, before) => before + length);
}
