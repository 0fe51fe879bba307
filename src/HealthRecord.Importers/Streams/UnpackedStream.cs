namespace HealthRecord.Importers.Streams;

/// <summary>Holds a file to its limits while counting real bytes: what an archive announces about itself is not believed.</summary>
/// <remarks>Does not own the stream underneath.</remarks>
/// <param name="packedBytes">How many bytes of the upload have gone into what was read.</param>
internal sealed class UnpackedStream(Stream inner, Func<long> packedBytes, ImportLimits limits)
    : Stream
{
    /// <summary>Small files of much repetition are no attack.</summary>
    private const long RatioAskedAfter = 100_000_000;
    private long unpacked;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => unpacked;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        unpacked += count;
        if (unpacked > limits.MaxUnpackedBytes)
            throw new ImportRefusedException(Refusals.TooLargeUnpacked);
        if (unpacked > RatioAskedAfter && unpacked / limits.MaxRatio > packedBytes())
            throw new ImportRefusedException(Refusals.ZipBomb);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();
}
