using System.Buffers.Binary;

namespace HealthRecord.Importers.Fit;

internal enum FitChecksum
{
    Right,
    Wrong,

    /// <summary>The file ends before it.</summary>
    Missing,
}

/// <summary>One complete file: several may stand one behind the other in what is called a file.</summary>
/// <param name="Records">Between the header and the check sum.</param>
/// <param name="IsCut">It announces more than there is.</param>
internal sealed record FitPart(ReadOnlyMemory<byte> Records, FitChecksum Checksum, bool IsCut)
{
    private const int ShortestHeader = 12;
    private const int ChecksumLength = 2;

    /// <summary>Cuts a file into its parts. The header's own check sum may be zero and is not looked at: the file's covers it.</summary>
    /// <param name="trailing">Bytes at the end that are no part.</param>
    public static IReadOnlyList<FitPart> Of(ReadOnlyMemory<byte> file, out int trailing)
    {
        var parts = new List<FitPart>();
        var at = 0;
        while (TryHeader(file.Span[at..], out var header, out var size))
        {
            parts.Add(One(file[at..], header, size, out var length));
            at += length;
        }
        trailing = file.Length - at;
        return parts;
    }

    private static FitPart One(ReadOnlyMemory<byte> rest, int header, uint size, out int length)
    {
        var there = rest.Length - header;
        if (size == 0)
        {
            // A device that lost its power never wrote the size: everything to the end is records.
            length = rest.Length;
            var isSummed =
                there > ChecksumLength
                && FitCrc.Of(rest.Span[..^ChecksumLength])
                    == BinaryPrimitives.ReadUInt16LittleEndian(rest.Span[^ChecksumLength..]);
            return isSummed
                ? new(rest[header..^ChecksumLength], FitChecksum.Right, false)
                : new(rest[header..], FitChecksum.Missing, false);
        }
        if (size > there)
        {
            length = rest.Length;
            return new(rest[header..], FitChecksum.Missing, true);
        }
        var end = header + (int)size;
        var records = rest[header..end];
        if (rest.Length - end < ChecksumLength)
        {
            length = rest.Length;
            return new(records, FitChecksum.Missing, false);
        }
        length = end + ChecksumLength;
        return new(
            records,
            FitCrc.Of(rest.Span[..end]) == BinaryPrimitives.ReadUInt16LittleEndian(rest.Span[end..])
                ? FitChecksum.Right
                : FitChecksum.Wrong,
            false
        );
    }

    private static bool TryHeader(ReadOnlySpan<byte> bytes, out int header, out uint size)
    {
        (header, size) = (0, 0);
        if (bytes.Length < ShortestHeader || !bytes[8..12].SequenceEqual(".FIT"u8))
            return false;
        header = bytes[0];
        size = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        return header >= ShortestHeader && header <= bytes.Length;
    }
}
