using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace HealthRecord.Importers.Streams;

/// <summary>Opens and unpacks the next pieces of a file on a thread of its own while the last one is read.</summary>
/// <remarks>Memory is a few blocks, whatever the file. Dispose before the stream underneath is used again.</remarks>
internal sealed class ReadAhead : IDisposable
{
    private const int BlockSize = 256 * 1024;
    private const int Blocks = 4;

    private readonly BlockingCollection<Block> filled = new(Blocks);
    private readonly BlockingCollection<Block> free = new(Blocks);
    private readonly CancellationTokenSource stop;
    private readonly Task filling;
    private ExceptionDispatchInfo? failure;
    private Block? open;
    private int taken;

    /// <param name="position">How far the uploaded file has been read; asked on the filling thread.</param>
    public ReadAhead(Stream source, Func<long> position, CancellationToken ct)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        for (var i = 0; i < Blocks; i++)
            free.Add(new Block(new byte[BlockSize]), CancellationToken.None);
        filling = Task.Factory.StartNew(
            () => Fill(source, position),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
    }

    /// <summary>Bytes of the uploaded file behind what was read so far.</summary>
    public long UploadedPosition { get; private set; }

    /// <summary>The packed bytes end in nonsense: what came before has been handed out.</summary>
    public bool Damaged { get; private set; }

    /// <summary>Bytes read; 0 at the end.</summary>
    public int Read(Span<byte> buffer)
    {
        if (open is null && !TryOpenNext())
            return 0;
        var block = open ?? throw new InvalidOperationException();
        var count = Math.Min(buffer.Length, block.Length - taken);
        block.Bytes.AsSpan(taken, count).CopyTo(buffer);
        taken += count;
        if (taken == block.Length)
        {
            open = null;
            free.Add(block, CancellationToken.None);
        }
        return count;
    }

    public void Dispose()
    {
        stop.Cancel();
        filling.Wait(CancellationToken.None);
        stop.Dispose();
        filled.Dispose();
        free.Dispose();
    }

    private bool TryOpenNext()
    {
        if (!filled.TryTake(out open, Timeout.Infinite, CancellationToken.None))
        {
            stop.Token.ThrowIfCancellationRequested();
            failure?.Throw();
            return false;
        }
        taken = 0;
        UploadedPosition = open.Position;
        return true;
    }

    private void Fill(Stream source, Func<long> position)
    {
        try
        {
            while (true)
            {
                var block = free.Take(stop.Token);
                block.Length = source.ReadAtLeast(
                    block.Bytes,
                    BlockSize,
                    throwOnEndOfStream: false
                );
                block.Position = position();
                if (block.Length == 0)
                    break;
                filled.Add(block, stop.Token);
            }
        }
        catch (InvalidDataException)
        {
            Damaged = true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        // Whatever it is, it is thrown again on the reading thread, where somebody waits for it.
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
        finally
        {
            filled.CompleteAdding();
        }
    }

    private sealed class Block(byte[] bytes)
    {
        public byte[] Bytes => bytes;
        public int Length { get; set; }
        public long Position { get; set; }
    }
}
