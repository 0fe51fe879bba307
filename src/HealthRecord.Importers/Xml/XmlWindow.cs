using HealthRecord.Importers.Streams;

namespace HealthRecord.Importers.Xml;

/// <summary>The piece of a text that is being looked at: filled from the front, never larger, lines counted as it moves on.</summary>
internal sealed class XmlWindow(ReadAhead source, Action<long> progress)
{
    private const int Size = 512 * 1024;
    private readonly byte[] buffer = new byte[Size];
    private int end;
    private int countedTo;
    private long lines = 1;

    public ReadOnlySpan<byte> Bytes => buffer.AsSpan(0, end);

    /// <summary>Drops everything before <paramref name="keepFrom"/>, which becomes offset 0, and reads on.</summary>
    /// <returns>False when nothing more came.</returns>
    public bool Fill(int keepFrom)
    {
        _ = LineAt(keepFrom);
        buffer.AsSpan(keepFrom, end - keepFrom).CopyTo(buffer);
        end -= keepFrom;
        countedTo = 0;
        var before = end;
        while (end < Size)
        {
            var count = source.Read(buffer.AsSpan(end));
            if (count == 0)
                break;
            end += count;
        }
        progress(source.UploadedPosition);
        return end > before;
    }

    /// <summary>1-based. Offsets may only grow between two fills.</summary>
    public long LineAt(int offset)
    {
        if (offset > countedTo)
        {
            lines += buffer.AsSpan(countedTo, offset - countedTo).Count((byte)'\n');
            countedTo = offset;
        }
        return lines;
    }
}
