using System.Buffers.Binary;

namespace HealthRecord.Importers.Archives;

/// <summary>What the end of an archive says about its directory, read before anything is believed of it.</summary>
/// <remarks>PKWARE APPNOTE 4.3.14 to 4.3.16.</remarks>
internal readonly record struct ZipDirectory(ulong Entries, ulong Bytes)
{
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int LocatorLength = 20;

    public static bool IsAtEndOf(Stream file) => Find(file) is not null;

    public static ZipDirectory? Find(Stream file)
    {
        var length = (int)Math.Min(file.Length, EndLength + LongestComment + LocatorLength);
        if (length < EndLength)
            return null;
        var tail = new byte[length];
        file.Position = file.Length - length;
        if (file.ReadAtLeast(tail, length, throwOnEndOfStream: false) < length)
            return null;
        var at = tail.AsSpan(0, length - EndLength + 4).LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0)
            return null;
        var end = tail.AsSpan(at);
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        var isLarge =
            entries == ushort.MaxValue || bytes == uint.MaxValue || offset == uint.MaxValue;
        if (!isLarge || at < LocatorLength)
            return new(entries, bytes);
        var locator = tail.AsSpan(at - LocatorLength, LocatorLength);
        return locator.StartsWith("PK\u0006\u0007"u8)
            ? Large(file, BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]))
            : new(entries, bytes);
    }

    private static ZipDirectory? Large(Stream file, ulong offset)
    {
        Span<byte> end = stackalloc byte[56];
        if (file.Length < end.Length || offset > (ulong)(file.Length - end.Length))
            return null;
        file.Position = (long)offset;
        file.ReadExactly(end);
        return end.StartsWith("PK\u0006\u0006"u8)
            ? new(
                BinaryPrimitives.ReadUInt64LittleEndian(end[32..]),
                BinaryPrimitives.ReadUInt64LittleEndian(end[40..])
            )
            : null;
    }
}
