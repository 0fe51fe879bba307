using System.Buffers.Binary;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace HealthRecord.Importers.Streams;

/// <summary>How a compressed file ends that does not end as it should.</summary>
internal enum GzipEnd
{
    /// <summary>Too early: what was unpacked until here is what was packed.</summary>
    Cut,

    /// <summary>With bytes that cannot be unpacked, or whose check sum is another one.</summary>
    Damaged,
}

/// <summary>Unpacks gzip (RFC 1952), one member after the other, and tells a cut from a damage.</summary>
/// <remarks>The platform's stream ends at a cut as if nothing had been. Owns the stream underneath.</remarks>
/// <param name="badEnd">Asked once, where it does not end as it should; whatever it throws is thrown, otherwise the stream ends there.</param>
internal sealed class GunzipStream(Stream packed, Action<GzipEnd> badEnd) : Stream
{
    private const int MethodDeflate = 8;
    private readonly Inflater inflater = new(noHeader: true);
    private readonly PackedBytes input = new(packed);
    private readonly byte[] output = new byte[8 * 1024];
    private bool isInside;
    private bool isLater;
    private bool isOver;
    private uint crc;
    private uint length;

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
        while (!isOver && buffer.Length > 0)
        {
            if (!isInside)
                Begin();
            else if (Unpack(buffer) is var count and > 0)
                return count;
        }
        return 0;
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
            packed.Dispose();
        base.Dispose(disposing);
    }

    private void Begin()
    {
        var isMember = input.Next() == 0x1F && input.Next() == 0x8B;
        // Behind a whole member: the end, or what some programs fill a file up with.
        if (!isMember && isLater)
        {
            isOver = true;
            return;
        }
        var isKnown = isMember && input.Next() == MethodDeflate;
        if (isKnown)
            SkipHeader();
        if (input.IsStarved || !isKnown)
        {
            End(input.IsStarved ? GzipEnd.Cut : GzipEnd.Damaged);
            return;
        }
        (isInside, isLater) = (true, true);
        (crc, length) = (0, 0);
        inflater.Reset();
        input.Feed(inflater);
    }

    private void SkipHeader()
    {
        const int sum = 2,
            extra = 4,
            name = 8,
            comment = 16;
        var flags = input.Next();
        input.Skip(6);
        if ((flags & extra) != 0)
            input.Skip(input.Next() | (input.Next() << 8));
        if ((flags & name) != 0)
            input.SkipWords();
        if ((flags & comment) != 0)
            input.SkipWords();
        if ((flags & sum) != 0)
            input.Skip(2);
    }

    private int Unpack(Span<byte> buffer)
    {
        int count;
        try
        {
            count = inflater.Inflate(output, 0, Math.Min(buffer.Length, output.Length));
        }
        // The library's ways to stumble over bytes that nobody packed.
        catch (Exception e) when (e is SharpZipBaseException or IndexOutOfRangeException)
        {
            return End(GzipEnd.Damaged);
        }
        if (count > 0)
        {
            var some = output.AsSpan(0, count);
            some.CopyTo(buffer);
            crc = Crc32.Append(crc, some);
            length += (uint)count;
            return count;
        }
        if (inflater.IsFinished)
            return EndMember();
        if (inflater.IsNeedingDictionary)
            return End(GzipEnd.Damaged);
        return input.Feed(inflater) ? 0 : End(GzipEnd.Cut);
    }

    private int EndMember()
    {
        Span<byte> trailer = stackalloc byte[8];
        isInside = false;
        input.GiveBack(inflater.RemainingInput);
        for (var i = 0; i < trailer.Length; i++)
            trailer[i] = input.Next();
        if (input.IsStarved)
            return End(GzipEnd.Cut);
        return
            BinaryPrimitives.ReadUInt32LittleEndian(trailer) == crc
            && BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) == length
            ? 0
            : End(GzipEnd.Damaged);
    }

    private int End(GzipEnd how)
    {
        isOver = true;
        badEnd(how);
        return 0;
    }
}
