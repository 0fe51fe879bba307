using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace HealthRecord.Benchmarks.Circuits;

/// <summary>One browser without a screen: opens a circuit as the framework's own script does, and answers it.</summary>
internal sealed partial class CircuitClient(Uri site, string cookie) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly CancellationTokenSource life = new();
    private TaskCompletionSource<string?> answer = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private TaskCompletionSource batch = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long lastBatchAt;
    private readonly TaskCompletionSource begun = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private Task receiving = Task.CompletedTask;

    private Task pinging = Task.CompletedTask;
    private long received;

    public bool Dropped { get; private set; }

    /// <summary>What came over the socket.</summary>
    public long Received => Interlocked.Read(ref received);

    /// <summary>What the server said went wrong; null while nothing did.</summary>
    public string? Failure { get; private set; }

    /// <summary>The first person that the page names, to go to.</summary>
    public string? PersonPath { get; private set; }

    /// <summary>Fetches the page, starts a circuit and waits until nothing more is drawn.</summary>
    public async Task OpenAsync(HttpClient http, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site, path));
        request.Headers.Add("Cookie", cookie);
        using var page = await http.SendAsync(request, ct);
        page.EnsureSuccessStatusCode();
        var html = await page.Content.ReadAsStringAsync(ct);
        var markers = ServerMarker().Matches(html).Select(m => m.Groups["body"].Value).ToArray();
        if (markers.Length == 0)
            throw new InvalidDataException("The page holds no interactive component.");
        var state = StateMarker().Match(html) is { Success: true } s ? s.Groups["body"].Value : "";

        socket.Options.SetRequestHeader("Cookie", cookie);
        socket.Options.SetRequestHeader("Origin", site.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(
            new UriBuilder(new Uri(site, "_blazor")) { Scheme = "ws" }.Uri,
            ct
        );
        await socket.SendAsync(
            Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"),
            WebSocketMessageType.Binary,
            true,
            ct
        );
        receiving = ReceiveAsync(life.Token);
        pinging = PingAsync(life.Token);
        await SendAsync(
            HubMessage.Invocation(
                "0",
                "StartCircuit",
                site.ToString(),
                new Uri(site, path).ToString(),
                "[]",
                state
            ),
            ct
        );
        if (await answer.Task.WaitAsync(Patience, ct) is null)
            throw new InvalidDataException("The server opened no circuit.");

        var operations = markers.Select(
            (m, i) => $"{{\"type\":\"add\",\"ssrComponentId\":{i + 1},\"marker\":{m}}}"
        );
        var operationBatch = $"{{\"batchId\":1,\"operations\":[{string.Join(',', operations)}]}}";
        await SendAsync(
            HubMessage.Invocation(null, "UpdateRootComponents", operationBatch, ""),
            ct
        );
        await begun.Task.WaitAsync(Patience, ct);
        await QuietAsync(ct);
    }

    /// <summary>Goes to another page inside the circuit.</summary>
    /// <returns>Time until the first batch that the navigation caused, and until the last one.</returns>
    public async Task<(TimeSpan First, TimeSpan Last)> NavigateAsync(
        string path,
        CancellationToken ct
    )
    {
        batch = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = Stopwatch.GetTimestamp();
        await SendAsync(
            HubMessage.Invocation(
                null,
                "OnLocationChanged",
                new Uri(site, path).ToString(),
                null,
                true
            ),
            ct
        );
        await batch.Task.WaitAsync(Patience, ct);
        var first = Stopwatch.GetElapsedTime(started);
        await QuietAsync(ct);
        return (first, Stopwatch.GetElapsedTime(started, Interlocked.Read(ref lastBatchAt)));
    }

    public async ValueTask DisposeAsync()
    {
        await life.CancelAsync();
        await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await pinging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Dispose();
        sending.Dispose();
        life.Dispose();
    }

    /// <summary>Waits until a batch came and none followed for 200 ms.</summary>
    private async Task QuietAsync(CancellationToken ct)
    {
        await batch.Task.WaitAsync(Patience, ct);
        while (
            Stopwatch.GetElapsedTime(Interlocked.Read(ref lastBatchAt))
            < TimeSpan.FromMilliseconds(200)
        )
            await Task.Delay(50, ct);
    }

    // The server closes a line from which it hears nothing for half a minute.
    private async Task PingAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        while (await timer.WaitForNextTickAsync(ct))
            await SendAsync(HubMessage.Ping, ct);
    }

    private async Task ReceiveAsync(CancellationToken ct)
    {
        var buffer = new byte[1 << 16];
        var (filled, shaken) = (0, false);
        try
        {
            while (true)
            {
                if (filled == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var got = await socket.ReceiveAsync(buffer.AsMemory(filled), ct);
                if (got.MessageType == WebSocketMessageType.Close)
                    break;
                filled += got.Count;
                Interlocked.Add(ref received, got.Count);
                if (!shaken)
                {
                    var end = Array.IndexOf(buffer, (byte)0x1E, 0, filled);
                    if (end < 0)
                        continue;
                    shaken = true;
                    filled -= end + 1;
                    Array.Copy(buffer, end + 1, buffer, 0, filled);
                }
                var replies = Take(buffer, ref filled);
                foreach (var reply in replies)
                    await SendAsync(reply, ct);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // Told by Dropped.
        }
        Dropped = !ct.IsCancellationRequested;
    }

    private List<byte[]> Take(byte[] buffer, ref int filled)
    {
        var replies = new List<byte[]>();
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, filled);
        while (HubMessage.TryTake(ref rest, out var message))
        {
            PersonPath ??= PathIn(message);
            if (
                HubMessage.Read(ref message) is object?[] { Length: > 0 } parts
                && Reply(parts) is { } reply
            )
                replies.Add(reply);
        }
        filled = rest.Length;
        rest.CopyTo(buffer);
        return replies;
    }

    private byte[]? Reply(object?[] parts)
    {
        if (parts is [3L, _, "0", ..])
            answer.TrySetResult(parts.Length > 4 ? parts[4] as string : null);
        if (parts is not [1L, _, _, string target, object?[] arguments, ..])
            return null;
        switch (target)
        {
            case "JS.RenderBatch":
                Interlocked.Exchange(ref lastBatchAt, Stopwatch.GetTimestamp());
                batch.TrySetResult();
                return HubMessage.Invocation(null, "OnRenderCompleted", arguments[0], null);
            case "JS.BeginInvokeJS" when arguments[0] is long call and not 0:
                return HubMessage.Invocation(
                    null,
                    "EndInvokeJSFromDotNet",
                    call,
                    true,
                    $"[{call},true,{ScriptAnswers.To(arguments)}]"
                );
            case "JS.EndUpdateRootComponents":
                begun.TrySetResult();
                return null;
            case "JS.Error":
                Failure ??= arguments[0] as string ?? "?";
                return null;
            default:
                return null;
        }
    }

    private static string? PathIn(ReadOnlySpan<byte> message)
    {
        var at = message.IndexOf("/p/"u8);
        if (at < 0)
            return null;
        var id = message[(at + 3)..];
        var end = id.IndexOfAnyExcept("0123456789abcdefABCDEF-"u8);
        return Guid.TryParse(Encoding.ASCII.GetString(end < 0 ? id : id[..end]), out _)
            ? "/p/" + Encoding.ASCII.GetString(end < 0 ? id : id[..end])
            : null;
    }

    private async Task SendAsync(byte[] message, CancellationToken ct)
    {
        await sending.WaitAsync(ct);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, true, ct);
        }
        finally
        {
            sending.Release();
        }
    }

    [GeneratedRegex(
        "<!--Blazor:(?<body>\\{\"type\":\"server\".*?\\})-->",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex ServerMarker();

    [GeneratedRegex(
        "<!--Blazor-Server-Component-State:(?<body>.*?)-->",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex StateMarker();
}
