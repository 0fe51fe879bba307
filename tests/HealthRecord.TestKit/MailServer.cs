using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace HealthRecord.TestKit;

/// <summary>A mail server over TCP that speaks as much SMTP as a client needs, and keeps what it is given.</summary>
public sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<(MimeMessage Message, string Raw)> received = new();
    private readonly Task accepting;
    private TaskCompletionSource arrived = Next();

    private MailServer()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>While it is, every connection is closed before a word.</summary>
    public bool IsAway { get; set; }

    /// <summary>How many connections were closed because it was away.</summary>
    public int Knocks { get; private set; }

    public IReadOnlyList<MimeMessage> Received => [.. received.Select(r => r.Message)];

    /// <summary>As they went over the wire, dots undoubled.</summary>
    public IReadOnlyList<string> Raw => [.. received.Select(r => r.Raw)];

    /// <summary>The newest letter to an address that fits, now or as soon as it comes.</summary>
    public async Task<MimeMessage> ToAsync(
        string address,
        Func<MimeMessage, bool> fits,
        CancellationToken ct
    )
    {
        while (true)
        {
            var came = Volatile.Read(ref arrived).Task;
            if (
                Received.LastOrDefault(m =>
                    m.To.Mailboxes.Any(to => to.Address == address) && fits(m)
                ) is
                { } found
            )
                return found;
            await came.WaitAsync(ct);
        }
    }

    public static MailServer Start() => new();

    public (string Key, string? Value)[] Settings =>
        [
            ("Mail:Smtp:Host", "127.0.0.1"),
            ("Mail:Smtp:Port", $"{((IPEndPoint)listener.LocalEndpoint).Port}"),
            ("Mail:Smtp:Tls", "false"),
            ("Mail:From", "rappels@example.org"),
        ];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            while (!stopping.IsCancellationRequested)
                talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException) { }
        await Task.WhenAll(talks);
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        if (IsAway)
        {
            Knocks++;
            return;
        }
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false))
            {
                NewLine = "\r\n",
                AutoFlush = true,
            };
            await writer.WriteLineAsync("220 mail.example.org");
            while (await reader.ReadLineAsync(stopping.Token) is { } line)
            {
                await writer.WriteLineAsync(await AnswerAsync(line, reader, writer));
                if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
                    return;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        { }
    }

    private async Task<string> AnswerAsync(string line, StreamReader reader, StreamWriter writer)
    {
        if (!line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
            return line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase)
                ? "221 bye"
                : "250 ok";
        await writer.WriteLineAsync("354 go on");
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(stopping.Token) is { } data && data != ".")
            text.Append(data.StartsWith("..", StringComparison.Ordinal) ? data[1..] : data)
                .Append("\r\n");
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        received.Enqueue((await MimeMessage.LoadAsync(bytes, stopping.Token), text.ToString()));
        Interlocked.Exchange(ref arrived, Next()).SetResult();
        return "250 taken";
    }

    private static TaskCompletionSource Next() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}
