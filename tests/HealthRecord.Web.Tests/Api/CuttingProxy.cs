using System.Net;
using System.Net.Sockets;

namespace HealthRecord.Web.Tests.Api;

/// <summary>A wire to the product that can be cut: once armed, the product's next answer is swallowed and the line goes dead.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly int product;
    private readonly Task accepting;
    private TaskCompletionSource? armed;

    public CuttingProxy(Uri product)
    {
        this.product = product.Port;
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>Sends something whose answer is lost, after the product had given it.</summary>
    public async Task LoseAnswerAsync(Func<Task> send)
    {
        var answered = armed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await send();
        }
        catch (HttpRequestException)
        {
            // The client asks by itself once more where it sent no body, and says nothing of it.
        }
        await answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
                lines.Add(CarryAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task CarryAsync(TcpClient caller)
    {
        using var _ = caller;
        using var callee = new TcpClient();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        try
        {
            await callee.ConnectAsync(IPAddress.Loopback, product, cut.Token);
            var there = caller.GetStream().CopyToAsync(callee.GetStream(), cut.Token);
            await AnswersAsync(callee.GetStream(), caller.GetStream(), cut.Token);
            await cut.CancelAsync();
            await there;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The line is dead: that is what it is for.
        }
    }

    private async Task AnswersAsync(Stream from, Stream to, CancellationToken ct)
    {
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(piece, ct)) > 0)
        {
            if (Interlocked.Exchange(ref armed, null) is { } answered)
            {
                answered.SetResult();
                return;
            }
            await to.WriteAsync(piece.AsMemory(0, read), ct);
        }
    }
}
