namespace HealthRecord.Features.Imports.Uploads;

/// <summary>Reads a sealed upload as the file it was: seekable, one open chunk in memory.</summary>
internal sealed class SealedUploadStream(FileStream file, SealedChunks chunks) : Stream
{
    private readonly byte[] plain = new byte[SealedChunks.PlainSize];
    private readonly byte[] cell = new byte[SealedChunks.PlainSize + SealedChunks.Overhead];
    private long openChunk = -1;
    private long position;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => chunks.TotalBytes;

    public override long Position
    {
        get => position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            position = value;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (position >= Length || buffer.Length == 0)
            return 0;
        var chunk = position / SealedChunks.PlainSize;
        var length = OpenChunk(chunk);
        var inside = (int)(position % SealedChunks.PlainSize);
        var count = Math.Min(buffer.Length, length - inside);
        plain.AsSpan(inside, count).CopyTo(buffer);
        position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) =>
        Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => position + offset,
            _ => Length + offset,
        };

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    private int OpenChunk(long chunk)
    {
        var length = chunks.PlainLength(chunk);
        if (chunk == openChunk)
            return length;
        openChunk = -1;
        file.Position = SealedChunks.OffsetOf(chunk);
        file.ReadExactly(cell, 0, length + SealedChunks.Overhead);
        chunks.Open(chunk, cell.AsSpan(0, length + SealedChunks.Overhead), plain.AsSpan(0, length));
        openChunk = chunk;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Array.Clear(plain);
            file.Dispose();
        }
        base.Dispose(disposing);
    }
}
