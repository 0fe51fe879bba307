namespace HealthRecord.Importers.Streams;

/// <summary>Compares what was unpacked with the length and the check sum that the archive gives for it.</summary>
/// <remarks>
/// The platform's unpacker does not, and damaged bytes mostly still unpack to something: digits among them, which would be
/// wrong and look right. Owns the stream underneath.
/// </remarks>
internal sealed class VerifiedStream(Stream inner, long length, uint checkSum) : Stream
{
    private long read;
    private uint crc;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => read;
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">At the end: these are not the bytes that were packed.</exception>
    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        read += count;
        crc = Crc32.Append(crc, buffer[..count]);
        var isEnd = count == 0 && buffer.Length > 0;
        return isEnd && (read != length || crc != checkSum)
            ? throw new InvalidDataException("The check sum differs.")
            : count;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
