namespace HealthRecord.Importers.Xml;

/// <summary>Takes away what old apps write before the first tag, and refuses a tag or a text without end.</summary>
internal sealed class TamedXmlStream(Stream inner) : Stream
{
    private const int Longest = 1 << 20;
    private int since;
    private bool begun;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            var count = inner.Read(buffer);
            if (count == 0)
                return 0;
            var read = buffer[..count];
            if (!begun)
            {
                var first = read.IndexOf((byte)'<');
                if (first < 0)
                    continue;
                begun = true;
                read[first..].CopyTo(buffer);
                count -= first;
                read = buffer[..count];
            }
            Check(read);
            return count;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    private void Check(ReadOnlySpan<byte> read)
    {
        var first = read.IndexOfAny((byte)'<', (byte)'>');
        since =
            first < 0
                ? since + read.Length
                : read.Length - read.LastIndexOfAny((byte)'<', (byte)'>');
        if (since > Longest)
            throw new ImportRefusedException(Refusals.TagTooLong);
    }
}
