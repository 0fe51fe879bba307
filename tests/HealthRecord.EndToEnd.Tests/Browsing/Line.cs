using System.Net;
using System.Net.Sockets;

namespace HealthRecord.EndToEnd.Tests.Browsing;

/// <summary>The network between a browser and the product: it can be cut, which ends what runs over it, and mended.</summary>
public sealed class Line : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly HashSet<TcpClient> open = [];
    private readonly Lock gate = new();
    private Uri? product;
    private bool isCut;
    private long received;

    public Line()
    {
        listener.Start();
        Url = new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        _ = AcceptAsync();
    }

    /// <summary>Where the browser goes instead of to the product.</summary>
    public Uri Url { get; }

    /// <summary>Bytes that reached the browser since the line was laid.</summary>
    public long Received => Interlocked.Read(ref received);

    public void LeadTo(Uri target) => product = target;

    public void Cut()
    {
        lock (gate)
        {
            isCut = true;
            foreach (var end in open)
                end.Close();
            open.Clear();
        }
    }

    public void Mend()
    {
        lock (gate)
            isCut = false;
    }

    public void Dispose()
    {
        Cut();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using var server = new TcpClient { NoDelay = true };
        browser.NoDelay = true;
        try
        {
            if (!Keep(browser, server))
                return;
            await server.ConnectAsync(product!.Host, product.Port);
            var (near, far) = (browser.GetStream(), server.GetStream());
            await Task.WhenAny(near.CopyToAsync(far), CountAsync(far, near));
        }
        catch (Exception e)
            when (e
                    is IOException
                        or SocketException
                        or ObjectDisposedException
                        or InvalidOperationException
            )
        {
            // Cut, or one of the two hung up.
        }
        finally
        {
            browser.Dispose();
            lock (gate)
            {
                open.Remove(browser);
                open.Remove(server);
            }
        }
    }

    private async Task CountAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[32 * 1024];
        int length;
        while ((length = await from.ReadAsync(buffer)) > 0)
        {
            Interlocked.Add(ref received, length);
            await to.WriteAsync(buffer.AsMemory(0, length));
        }
    }

    private bool Keep(TcpClient browser, TcpClient server)
    {
        lock (gate)
        {
            if (isCut)
                return false;
            open.Add(browser);
            open.Add(server);
            return true;
        }
    }
}
