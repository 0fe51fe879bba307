using ICSharpCode.SharpZipLib.Zip.Compression;

namespace HealthRecord.Importers.Streams;

/// <summary>Packed bytes, one by one for what stands around the packed content, in pieces for who unpacks it.</summary>
internal sealed class PackedBytes(Stream packed)
{
    private readonly byte[] bytes = new byte[32 * 1024];
    private int at;
    private int filled;

    /// <summary>More was asked for than there is.</summary>
    public bool IsStarved { get; private set; }

    /// <returns>0 and <see cref="IsStarved"/> where nothing is left.</returns>
    public byte Next()
    {
        if (at < filled || (!IsStarved && Fill()))
            return bytes[at++];
        IsStarved = true;
        return 0;
    }

    public void Skip(int count)
    {
        for (var i = 0; i < count && !IsStarved; i++)
            Next();
    }

    /// <summary>Text that ends with a zero.</summary>
    public void SkipWords()
    {
        while (Next() != 0) { }
    }

    /// <summary>Gives what is at hand to who unpacks it.</summary>
    /// <returns>False where nothing is left.</returns>
    public bool Feed(Inflater inflater)
    {
        if (at == filled && !Fill())
            return false;
        inflater.SetInput(bytes, at, filled - at);
        at = filled;
        return true;
    }

    /// <summary>Bytes at the end of the last piece that were not packed content.</summary>
    public void GiveBack(int count) => at = filled - count;

    private bool Fill()
    {
        (at, filled) = (0, packed.Read(bytes));
        return filled > 0;
    }
}
