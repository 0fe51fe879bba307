using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace HealthRecord.Benchmarks.Circuits;

/// <summary>
/// Makes another .NET process collect all generations, as a heap dump does: over its diagnostic socket an event session
/// is opened with the keyword that collects, and closed again.
/// </summary>
internal static class FullCollection
{
    private const ulong Collect = 0x800000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly byte[] Magic = "DOTNET_IPC_V1\0"u8.ToArray();

    /// <returns>False where the process has no such socket: what is measured then includes garbage.</returns>
    public static async Task<bool> RunAsync(int process, CancellationToken ct)
    {
        var sockets = Directory.GetFiles(
            Path.GetTempPath(),
            $"dotnet-diagnostic-{process}-*-socket"
        );
        if (sockets.Length == 0)
            return false;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            var (session, id) = await OpenAsync(sockets[0], patience.Token);
            await using (session)
            {
                var drain = session.CopyToAsync(Stream.Null, patience.Token);
                await Task.Delay(TimeSpan.FromSeconds(2), patience.Token);
                await CloseAsync(sockets[0], id, patience.Token);
                await drain;
            }
            return true;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            ct.ThrowIfCancellationRequested();
            return false;
        }
    }

    private static async Task<(NetworkStream Session, ulong Id)> OpenAsync(
        string socket,
        CancellationToken ct
    )
    {
        var stream = await SendAsync(socket, 0x02, CollectTracing(), ct);
        var answer = new byte[28];
        await stream.ReadExactlyAsync(answer, ct);
        return (stream, BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(20)));
    }

    private static async Task CloseAsync(string socket, ulong id, CancellationToken ct)
    {
        var body = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(body, id);
        await using var stream = await SendAsync(socket, 0x01, body, ct);
        await stream.ReadExactlyAsync(new byte[28], ct);
    }

    private static async Task<NetworkStream> SendAsync(
        string path,
        byte command,
        byte[] body,
        CancellationToken ct
    )
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
        var message = new byte[20 + body.Length];
        Magic.CopyTo(message, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
        (message[16], message[17]) = (0x02, command);
        body.CopyTo(message, 20);
        await socket.SendAsync(message, ct);
        return new(socket, ownsSocket: true);
    }

    private static byte[] CollectTracing()
    {
        const string provider = "Microsoft-Windows-DotNETRuntime\0";
        using var body = new MemoryStream();
        using var write = new BinaryWriter(body, Encoding.Unicode);
        write.Write(16u); // buffer, MB
        write.Write(1u); // format
        write.Write(1u); // providers
        write.Write(Collect);
        write.Write(4u); // informational
        write.Write((uint)provider.Length);
        write.Write(Encoding.Unicode.GetBytes(provider));
        write.Write(0u);
        write.Flush();
        return body.ToArray();
    }
}
