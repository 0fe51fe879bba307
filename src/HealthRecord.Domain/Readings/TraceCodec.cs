using HealthRecord.Domain.Readings.Columns;

namespace HealthRecord.Domain.Readings;

/// <summary>The samples of an electrocardiogram as bytes: each as its distance from the one before, without loss.</summary>
public static class TraceCodec
{
    private const byte Format = 1;

    public static byte[] Encode(IReadOnlyList<int> nanovolts)
    {
        var bytes = new ByteWriter(16 + (nanovolts.Count * 3));
        bytes.Byte(Format);
        bytes.Unsigned((ulong)nanovolts.Count);
        long before = 0;
        foreach (var sample in nanovolts)
        {
            bytes.Signed(sample - before);
            before = sample;
        }
        return bytes.ToArray();
    }

    /// <exception cref="SegmentDamagedException">These are not the bytes of a trace.</exception>
    public static IReadOnlyList<int> Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = new ByteReader(encoded);
        if (bytes.Byte() != Format)
            throw new SegmentDamagedException("Not a trace that this program writes.");
        var count = bytes.Unsigned();
        // A sample takes a byte at least: a count that lies asks for no memory.
        if (count > (ulong)encoded.Length)
            throw new SegmentDamagedException("More samples than bytes.");
        var samples = new int[(int)count];
        long before = 0;
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (int)(before += bytes.Signed());
        return samples;
    }
}
