namespace HealthRecord.Importers.Streams;

/// <summary>Counts what is really read of the uploaded file, and remembers whose fault a failure was.</summary>
internal sealed class CountedStream(Stream inner) : Stream
{
    private long budget = long.MaxValue;

    /// <summary>The uploaded file itself could not be read: not the archive's fault.</summary>
    public bool Failed { get; private set; }

    public long BytesRead { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => inner.Length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    /// <summary>From now on no more than so many bytes may be read: a directory that lies about its size is not followed.</summary>
    public void Allow(long bytes) => budget = bytes;

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = inner.Read(buffer);
        }
        catch
        {
            Failed = true;
            throw;
        }
        BytesRead += count;
        budget -= count;
        return budget < 0 ? throw new ImportRefusedException(Refusals.DamagedZip) : count;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();
}
